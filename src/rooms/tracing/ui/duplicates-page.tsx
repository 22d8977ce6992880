import { useState } from 'react';
import { agencyWideRoles } from '#kernel/role.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row } from '#web/kit/layout.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { listPairs, pairStates, runDuplicates, type PairItem } from '../schema.ts';
import { Reasons, speaking } from './reasons.tsx';
import { bandTones } from './search-hit.tsx';

const columns = (): readonly Column<PairItem>[] => [
  { key: 'names', label: text('tracing.pairs.names'), isPrimary: true, cell: ({ one, other }) => `${one.name} — ${other.name}`, sortBy: ({ one }) => one.name },
  { key: 'band', label: text('tracing.pairs.band'), cell: ({ band, warnings, canJoin, state }) => (
    <Row gap={1}>
      <Badge tone={bandTones[band as keyof typeof bandTones]}>{text(`search.band.${band}`)}</Badge>
      {warnings.map((warning) => <Badge key={warning} tone="warn" icon="alert">{text(`tracing.warning.${warning}`)}</Badge>)}
      {state === 'open' && !canJoin && <Badge tone="info" icon="phone">{text('tracing.pairs.elsewhere')}</Badge>}
    </Row>
  ) },
  { key: 'reasons', label: text('search.reasons'), onPhone: 'hidden', cell: ({ reasons }) => <Reasons reasons={speaking(reasons.slice(0, 4))} /> },
  { key: 'foundAt', label: text('tracing.pairs.foundAt'), onPhone: 'hidden', cell: ({ foundAt }) => <time dateTime={foundAt}>{formatInstant(foundAt)}</time>, sortBy: ({ foundAt }) => foundAt },
];

function PairList({ state }: { readonly state: (typeof pairStates)[number] }) {
  const { value, problem, retry } = useEndpoint(listPairs, { state }, { everySeconds: 60 });
  return (
    <DataList
      caption={text(`tracing.pairs.${state}`)} rows={value?.items} columns={columns()} rowKey={({ pairId }) => pairId} href={({ pairId }) => `/duplicados/${pairId}`} searchText={({ one, other }) => `${one.name} ${other.name}`}
      empty={{ title: text('tracing.pairs.none'), text: text(value?.checked === false ? 'tracing.pairs.notChecked' : 'tracing.pairs.noneText') }} problem={problem} onRetry={retry}
    />
  );
}

/** Files that may speak of one child: found on every new record, judged by people. */
export function DuplicatesPage() {
  const [state, setState] = useState<string>('open');
  const session = useSession();
  const { act, isBusy, problem } = useAct(runDuplicates);
  const run = async (): Promise<void> => {
    if ((await act({})).ok) toast({ text: text('tracing.pairs.runs') });
  };
  return (
    <Page title={text('tracing.pairs')} lead={text('tracing.pairs.lead')} actions={hasRole(session, ...agencyWideRoles) && <Button icon="refresh" isBusy={isBusy} onPress={() => void run()}>{text('tracing.pairs.run')}</Button>}>
      <ProblemNotice problem={problem} />
      <Tabs label={text('tracing.list.standing')} value={state} onChange={setState} tabs={pairStates.map((key) => ({ key, label: text(`tracing.pairs.${key}`), content: <PairList state={key} /> }))} />
    </Page>
  );
}
