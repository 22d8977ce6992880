import { Notice } from '#web/kit/notice.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';

/** What to bear in mind before judging: twins, siblings, another family's claim, a feared claimant. */
export const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <Stack gap={2}>
      {warnings.map((warning) => <Notice key={warning} tone={warning === 'danger' || warning === 'claimed' ? 'danger' : 'warn'} title={text(`tracing.warning.${warning}`)}>{text(`tracing.warning.${warning}.text`)}</Notice>)}
    </Stack>
  );
