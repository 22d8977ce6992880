import { useState } from 'react';
import type { NodeId } from '#kernel/identifier.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { AgencyView, SearchView } from '../../schema.ts';
import { AskDialog, CloseSearchDialog } from './search-dialogs.tsx';

interface SearchCardProps {
  readonly search: SearchView;
  readonly askable: readonly AgencyView[];
}

const answerText = (search: SearchView, nodeId: NodeId): string => {
  const asked = search.asked.find(({ agency }) => agency.nodeId === nodeId)!;
  return asked.answer ? `${text(`handover-search.answer.${asked.answer}`)}, ${formatInstant(asked.answeredAt!)}` : text('handover-search.answer.waiting', { until: formatInstant(asked.until) });
};

/** One search of this agency: since when, whom it asked, who answered, how it ended. */
export function SearchCard({ search, askable }: SearchCardProps) {
  const session = useSession();
  const [dialog, setDialog] = useState<'ask' | 'close'>();
  const { childId, initials, cause, openedAt, closedAt, outcome, asked, note, closingNote } = search;
  const hasHit = asked.some(({ answer }) => answer === 'found');
  const mayAct = closedAt === null && hasRole(session, 'case_worker', 'supervisor', 'coordinator');
  return (
    <Card
      title={text('handover-search.one.title', { initials: initials ?? '' })} tone={closedAt === null ? (hasHit ? 'brand' : 'danger') : 'quiet'}
      actions={<Badge tone={closedAt === null ? 'danger' : 'success'}>{text(closedAt === null ? (hasHit ? 'handover-search.one.hit' : 'handover-search.one.open') : 'handover-search.one.closed')}</Badge>}
    >
      <Stack gap={4}>
        <KeyValue
          rows={[
            { label: text('handover-search.one.cause'), value: text(`handover-search.cause.${cause}`) },
            { label: text('handover-search.one.since'), value: formatInstant(openedAt) },
            ...(note ? [{ label: text('handover-search.event.note'), value: note }] : []),
            ...asked.map(({ agency }) => ({ label: agency.shortName, value: answerText(search, agency.nodeId) })),
            ...(outcome && closedAt ? [{ label: text('handover-search.one.outcome'), value: `${text(`handover-search.outcome.${outcome}`)}, ${formatInstant(closedAt)}` }] : []),
            ...(closingNote ? [{ label: text('handover-search.close.note'), value: closingNote }] : []),
          ]}
        />
        <Row gap={2}>
          {mayAct && <Button variant="primary" size="s" icon="search" onPress={() => setDialog('ask')}>{text('handover-search.ask.open')}</Button>}
          {mayAct && <Button size="s" icon="check" onPress={() => setDialog('close')}>{text('handover-search.close.open')}</Button>}
          <ButtonLink href={`/casos/${childId}`} size="s" variant="quiet" icon="child">{text('handover-search.one.file')}</ButtonLink>
        </Row>
      </Stack>
      {dialog === 'ask' && <AskDialog search={search} askable={askable} onClose={() => setDialog(undefined)} />}
      {dialog === 'close' && <CloseSearchDialog search={search} onClose={() => setDialog(undefined)} />}
    </Card>
  );
}
