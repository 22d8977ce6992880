import type { Problem } from '#kernel/problem.ts';
import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';

interface PhotoMissingProps {
  readonly problem: Problem;
  readonly onRetry: () => void;
  readonly onSkip: () => void;
}

/** The child is received and her photo did not arrive: it is still here, and is sent again or let go. */
export const PhotoMissing = ({ problem, onRetry, onSkip }: PhotoMissingProps) => (
  <Notice
    tone="warn" title={text('case-ui.intake.photoMissing')} isNew
    actions={<><Button variant="primary" onPress={onRetry}>{text('kit.retry')}</Button><Button onPress={onSkip}>{text('case-ui.intake.withoutPhoto')}</Button></>}
  >
    {problemText(problem)}
  </Notice>
);
