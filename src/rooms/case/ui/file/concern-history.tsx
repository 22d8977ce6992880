import type { ChildId } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { concernHistory } from '../../schema.ts';
import { concernName } from '../code-names.ts';

interface ConcernHistoryProps {
  readonly childId: ChildId;
  readonly code: string;
  readonly onClose: () => void;
}

/** Every answer on one need or risk: who said it, when, and what holds. */
export function ConcernHistoryDialog({ childId, code, onClose }: ConcernHistoryProps) {
  const { value, problem, retry } = useEndpoint(concernHistory, { childId, code });
  return (
    <Dialog title={concernName(code)} isOpen onClose={onClose}>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={4} />}
      {value && (
        <KeyValue
          rows={value.answers.map((answer) => ({
            label: formatInstant(answer.at), value: `${text(`case.severity.${answer.severity}`)} · ${text(`person.standing.${answer.standing}`)}`,
            note: <>{text(`case.concernSource.${answer.source}`)} · {answer.actorLabel}{answer.note && `. ${answer.note}`}</>,
          }))}
        />
      )}
    </Dialog>
  );
}
