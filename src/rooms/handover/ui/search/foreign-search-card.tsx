import { hasRole, useSession } from '#web/device/session.ts';
import { useAct } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { answerSearch, type ForeignSearch } from '../../schema.ts';
import { Agency } from '../agency.tsx';

/** The search of another agency: which children of ours might be meant, and our answer. */
export function ForeignSearchCard({ search }: { readonly search: ForeignSearch }) {
  const session = useSession();
  const reply = useAct(answerSearch);
  const { agency, matches, answer, receivedAt, until, searchId } = search;
  const say = async (said: 'found' | 'not_here'): Promise<void> => {
    if ((await reply.act({ searchId, from: agency.nodeId, answer: said })).ok) toast({ text: text(`handover-search.foreign.said.${said}`, { name: agency.shortName }) });
  };
  return (
    <Card
      title={text('handover-search.foreign.title', { name: agency.shortName })} tone={answer === null && matches.length > 0 ? 'warn' : 'plain'}
      actions={answer && <Badge tone={answer === 'found' ? 'success' : 'neutral'}>{text(`handover-search.answer.${answer}`)}</Badge>}
    >
      <Stack gap={3}>
        <p>{text('handover-search.foreign.text', { at: formatInstant(receivedAt), until: formatInstant(until) })}</p>
        <Agency agency={agency} isFull />
        {matches.length === 0 ? <p>{text('handover-search.foreign.noMatch')}</p> : (
          <ul>{matches.map(({ childId, initials }) => <li key={childId}><Link href={`/casos/${childId}`}>{text('handover-search.foreign.match', { initials: initials ?? '' })}</Link></li>)}</ul>
        )}
        <ProblemNotice problem={reply.problem} />
        {answer === null && hasRole(session, 'supervisor', 'coordinator') && (
          <Row gap={2}>
            <Button variant="primary" size="s" icon="check" isBusy={reply.isBusy} onPress={() => void say('found')}>{text('handover-search.foreign.found')}</Button>
            <Button size="s" icon="close" isBusy={reply.isBusy} onPress={() => void say('not_here')}>{text('handover-search.foreign.notHere')}</Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}
