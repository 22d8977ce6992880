import { targets } from '#exchange/interchange/rules.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { FileDrop } from '#web/kit/file-drop.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { ProgressBar } from '#web/kit/progress-bar.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import type { Import } from './use-import.ts';

const isHeading = (target: string): boolean => !['fullName', 'surnames', 'age', 'ignore'].includes(target);

async function downloadTemplate(): Promise<void> {
  const { toExcel } = await import('#exchange/interchange/sheet/write.ts');
  saveFile(`${text('interchange.template.name')}.xlsx`, await toExcel([targets.filter(isHeading).map((target) => text(`interchange.target.${target}`))]));
}

/** Where the spreadsheet is chosen; it is read on the device. */
export const FileStep = ({ work }: { readonly work: Import }) => (
  <Card>
    <Stack gap={4}>
      {work.isReading && <ProgressBar label={text('interchange.reading')} value={null} max={1} />}
      {work.problem && <ProblemNotice problem={work.problem} />}
      <FileDrop name="sheet" label={text('interchange.file')} hint={text('interchange.file.hint')} accept=".csv,.tsv,.txt,.xlsx,text/csv" onPick={([file]) => file && void work.choose(file.name, file.content)} />
      <div><Button variant="quiet" icon="download" onPress={() => void downloadTemplate()}>{text('interchange.template')}</Button></div>
    </Stack>
  </Card>
);
