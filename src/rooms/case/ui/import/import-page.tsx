import { useEffect } from 'react';
import { Page } from '#web/kit/page.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Stepper } from '#web/kit/stepper.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { Batches } from './batches.tsx';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DoneStep } from './done-step.tsx';
import { FileStep } from './file-step.tsx';
import { useImport, type Step } from './use-import.ts';

const steps: readonly Step[] = ['file', 'columns', 'check', 'done'];
const screens = { file: FileStep, columns: ColumnsStep, check: CheckStep, done: DoneStep } as const;

/** From a spreadsheet to files, in four steps; below, what was imported before and its undoing. */
export function ImportPage() {
  const work = useImport(useNow());
  // newer browsers answer with a promise, which is no clean-up
  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, [work.step]);
  const Screen = screens[work.step];
  return (
    <Page title={text('interchange.title')} lead={text('interchange.lead')}>
      <Stack gap={5}>
        <Stepper steps={steps.map((step) => text(`interchange.step.${step}`))} current={steps.indexOf(work.step)} />
        <Screen work={work} />
        {(work.step === 'file' || work.step === 'done') && <Batches onUndone={work.restart} />}
      </Stack>
    </Page>
  );
}
