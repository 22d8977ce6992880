import { Button } from '#web/kit/button.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProgressBar } from '#web/kit/progress-bar.tsx';
import { text } from '#web/kit/text.tsx';
import type { Import } from './use-import.ts';

/** How far the work under way has come; it stops between two calls, never within a row. */
export const Working = ({ work, label, count }: { readonly work: Import; readonly label: string; readonly count: number }) =>
  work.done === null ? null : (
    <Stack gap={2}>
      <ProgressBar label={label} value={work.done} max={count} detail={text('interchange.progress', { done: work.done, count })} />
      <div><Button size="s" onPress={work.stop}>{text('interchange.stop')}</Button></div>
    </Stack>
  );
