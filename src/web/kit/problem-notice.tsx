import type { Problem } from '#kernel/problem.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { problemText } from './problem-text.ts';
import { text } from './text.tsx';

interface ProblemNoticeProps {
  readonly problem: Problem | undefined;
  readonly onRetry?: () => void;
}

/** A refusal in plain words, with what can be done; nothing when there is none. */
export const ProblemNotice = ({ problem, onRetry }: ProblemNoticeProps) =>
  problem && (
    <Notice tone="danger" isNew actions={onRetry && <Button size="s" icon="refresh" onPress={onRetry}>{text('kit.retry')}</Button>}>
      {problemText(problem)}
    </Notice>
  );
