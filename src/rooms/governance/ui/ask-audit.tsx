import { useState } from 'react';
import { askForAudit } from '#exchange/proof/schema.ts';
import type { Day } from '#kernel/instant.ts';
import { useAct } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { DateField } from '#web/kit/date-field.tsx';
import { Form } from '#web/kit/form.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { periodOf } from './audit-period.ts';

const leastReason = 10;

/** Asks for the export of some days; somebody else decides. */
export function AskAudit() {
  const today = useNow().slice(0, 10);
  const [first, setFirst] = useState<Day>('');
  const [last, setLast] = useState<Day>('');
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { act, isBusy, problem } = useAct(askForAudit);
  const faults: Readonly<Record<'first' | 'last' | 'reason', string | undefined>> = {
    first: first === '' ? text('audit-ui.required.from') : undefined,
    last: last === '' || last < first ? text('audit-ui.required.until') : undefined,
    reason: reason.trim().length < leastReason ? text('audit-ui.required.reason') : undefined,
  };
  const shown = isTried ? faults : { first: undefined, last: undefined, reason: undefined };
  const errors = Object.entries(shown).flatMap(([name, message]) => (message ? [{ name: `audit.${name}`, message }] : []));
  const submit = async (): Promise<void> => {
    setIsTried(true);
    if (Object.values(faults).some(Boolean)) return;
    const asked = await act({ ...periodOf(first, last), reason: reason.trim() });
    if (!asked.ok) return;
    toast({ text: text('audit-ui.asked') });
    setFirst('');
    setLast('');
    setReason('');
    setIsTried(false);
  };
  return (
    <Card title={text('audit-ui.ask')}>
      <Form onSubmit={() => void submit()} submitLabel={text('audit-ui.submit')} isBusy={isBusy} errors={errors} isUnsaved={reason !== ''}>
        <Stack gap={4}>
          <ProblemNotice problem={problem} />
          <Columns gap={4}>
            <DateField name="audit.first" label={text('audit-ui.from')} value={first} onChange={setFirst} most={today} error={shown.first} />
            <DateField name="audit.last" label={text('audit-ui.until')} value={last} onChange={setLast} most={today} error={shown.last} />
          </Columns>
          <TextArea name="audit.reason" label={text('audit-ui.reason')} hint={text('audit-ui.reason.hint')} value={reason} onChange={setReason} rows={3} maxLength={500} error={shown.reason} />
        </Stack>
      </Form>
    </Card>
  );
}
