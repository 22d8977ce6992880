import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { whoLooked } from '#platform/access/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant, formatTime, localDayOf } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { hasText, text } from '#web/kit/text.tsx';

/** The name of an act as the ledger keeps it: `case.view-file` is `case.verb.view-file`. */
function actText(act: string): string {
  const [room = '', verb = ''] = act.split('.');
  return [`${room}.verb.${verb}`, `access.act.${verb}`].filter(hasText).map((key) => text(key))[0] ?? text('case-ui.looks.other');
}

type Look = OutputOf<typeof whoLooked>['looks'][number];

/** Looks of one worker on one day, next to each other in time: opening a file is many looks, and one visit. */
function visitsOf(looks: readonly Look[]): Look[][] {
  const visits: Look[][] = [];
  for (const look of looks) {
    const last = visits.at(-1);
    const isSame = last?.[0] && last[0].workerId === look.workerId && localDayOf(last[0].at) === localDayOf(look.at);
    if (isSame) last.push(look);
    else visits.push([look]);
  }
  return visits;
}

/** `23 nov 2026, 09:14 a 09:40`, or one moment. */
function spanText(visit: readonly Look[]): string {
  const [until, from] = [visit[0]!.at, visit.at(-1)!.at];
  return formatTime(from) === formatTime(until) ? formatInstant(until) : text('case-ui.looks.until', { from: formatInstant(from), until: formatTime(until) });
}

/** Who looked at this file, newest first, page by page, and who was let in from outside the team. */
export function LooksCard({ childId }: { readonly childId: ChildId }) {
  const [trail, setTrail] = useState<readonly string[]>([]);
  const before = trail.at(-1);
  const { value, problem, retry } = useEndpoint(whoLooked, { childId, ...(before ? { before } : {}) });
  return (
    <Card title={text('access.looks.title')}>
      <Stack gap={4}>
        <ProblemNotice problem={problem} onRetry={retry} />
        {!value && !problem && <Skeleton lines={4} />}
        {value && value.grants.length > 0 && (
          <KeyValue
        isStacked
            rows={value.grants.map((grant) => ({
              label: grant.workerName, value: <Row gap={2}><Badge tone={grant.kind === 'break-glass' ? 'danger' : 'info'}>{text(`access.grant.${grant.kind}`)}</Badge></Row>,
              note: text('case-ui.looks.until', { from: formatInstant(grant.grantedAt), until: formatInstant(grant.until) }),
            }))}
          />
        )}
        {value && (
          <KeyValue
        isStacked
            rows={visitsOf(value.looks).map((visit) => ({
              label: visit[0]!.workerName, value: spanText(visit),
              note: [...new Set(visit.flatMap((look) => [actText(look.act), look.purpose ?? '']))].filter(Boolean).join(' · '),
            }))}
          />
        )}
        {value && (
          <Row gap={2}>
            {trail.length > 0 && <Button size="s" onPress={() => setTrail(trail.slice(0, -1))}>{text('case-ui.looks.newer')}</Button>}
            {value.next && <Button size="s" onPress={() => setTrail([...trail, value.next!])}>{text('case-ui.looks.older')}</Button>}
          </Row>
        )}
      </Stack>
    </Card>
  );
}
