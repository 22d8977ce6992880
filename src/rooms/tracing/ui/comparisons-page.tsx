import { useState } from 'react';
import { useParams } from 'wouter';
import type { Uuid } from '#kernel/identifier.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge, StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import type { Column } from '#web/kit/column.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { DataList } from '#web/kit/data-list.tsx';
import { formatDay, formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import type { Problem } from '#kernel/problem.ts';
import { listComparisons, listContacts, startComparison, type Comparison, type ComparisonKind, type ContactItem, type Partner } from '../schema.ts';
import { ContactPage, contactTones } from './contact-page.tsx';
import { bandTones } from './search-hit.tsx';
import styles from './comparisons-page.module.css';

const runTones: Readonly<Record<Comparison['state'], Tone>> = { running: 'info', done: 'success', failed: 'warn', refused: 'danger' };

interface Wanted { readonly partner: Partner; readonly kind: ComparisonKind }

/** With whom a comparison is possible now, and what it would show to whom. */
function Partners({ partners, onStarted }: { readonly partners: readonly Partner[]; readonly onStarted: () => void }) {
  const [wanted, setWanted] = useState<Wanted>();
  const start = useAct(startComparison);
  const session = useSession();
  const mayStart = hasRole(session, 'coordinator');
  const confirm = async (): Promise<void> => {
    if (!wanted || !(await start.act({ peer: wanted.partner.nodeId, kind: wanted.kind })).ok) return;
    toast({ text: text('comparison.started', { name: wanted.partner.name }) });
    setWanted(undefined);
    onStarted();
  };
  if (partners.length === 0) return <Notice title={text('comparison.noPartners')}>{text('comparison.noPartners.text')}</Notice>;
  return (
    <Card title={text('comparison.partners')}>
      <Stack gap={3}>
        {!mayStart && <p className={styles['soft']}>{text('comparison.coordinatorOnly')}</p>}
        <ul role="list" className={styles['partners']}>
          {partners.map((partner) => (
            <li key={partner.nodeId} className={styles['partner']}>
              <div><strong>{partner.name}</strong><p className={styles['soft']}>{text('comparison.until', { day: formatDay(partner.endsOn) })}</p></div>
              {mayStart && <Row gap={2}>{partner.allows.map((kind) => <Button key={kind} icon={kind === 'facts' ? 'search' : 'people'} onPress={() => setWanted({ partner, kind })}>{text(`comparison.start.${kind}`)}</Button>)}</Row>}
            </li>
          ))}
        </ul>
      </Stack>
      {wanted && (
        <ConfirmDialog title={text(`comparison.start.${wanted.kind}.title`, { name: wanted.partner.name })} isOpen onClose={() => setWanted(undefined)} confirmLabel={text('comparison.start')} isBusy={start.isBusy} onConfirm={() => void confirm()}>
          <Stack gap={3}>
            <ProblemNotice problem={start.problem} />
            <p>{text(`comparison.start.${wanted.kind}.text`)}</p>
            <p>{text('comparison.start.audit')}</p>
          </Stack>
        </ConfirmDialog>
      )}
    </Card>
  );
}

const contactColumns = (): readonly Column<ContactItem>[] => [
  { key: 'name', label: text('comparison.who'), isPrimary: true, sortBy: ({ name }) => name, cell: ({ name, side }) => <>{name || '—'} <span className={styles['soft']}>{text(`comparison.side.${side}`)}</span></> },
  { key: 'peer', label: text('comparison.agency'), onPhone: 'labelled', sortBy: ({ peer }) => peer.name, cell: ({ peer }) => <>{peer.name}<br /><span className={styles['soft']}>{phoneText(peer.dutyPhone)}</span></> },
  { key: 'band', label: text('tracing.pairs.band'), cell: ({ band }) => <Badge tone={bandTones[band]}>{text(`search.band.${band}`)}</Badge> },
  { key: 'state', label: text('comparison.state'), sortBy: ({ state }) => state, cell: ({ state, side }) => <StatusPill tone={contactTones[state]}>{text(`comparison.contact.${state}`, { side })}</StatusPill> },
  { key: 'changedAt', label: text('comparison.since'), onPhone: 'hidden', sortBy: ({ changedAt }) => changedAt, cell: ({ changedAt }) => <time dateTime={changedAt}>{formatInstant(changedAt)}</time> },
];

function Contacts() {
  const { value, problem, retry } = useEndpoint(listContacts, {}, { everySeconds: 20 });
  return (
    <DataList
      caption={text('comparison.contacts')} rows={value?.items} columns={contactColumns()} rowKey={({ contactId }) => contactId} href={({ contactId }) => `/comparaciones/${contactId}`} searchText={({ name, peer }) => `${name} ${peer.name}`}
      empty={{ title: text('comparison.noContacts'), text: text('comparison.noContacts.text') }} problem={problem} onRetry={retry}
    />
  );
}

const resultOf = ({ state, found, problem, direction }: Comparison): string => {
  if (problem) return problemText(problem as Problem);
  if (state === 'running') return text('comparison.running');
  return direction === 'asked' ? text('comparison.found', { count: found ?? 0 }) : text('comparison.answered');
};

const runColumns = (): readonly Column<Comparison>[] => [
  { key: 'peer', label: text('comparison.agency'), isPrimary: true, sortBy: ({ peer }) => peer.name, cell: ({ peer, direction }) => <>{peer.name} <span className={styles['soft']}>{text(`comparison.direction.${direction}`)}</span></> },
  { key: 'state', label: text('comparison.state'), cell: ({ state }) => <StatusPill tone={runTones[state]}>{text(`comparison.run.${state}`)}</StatusPill> },
  { key: 'kind', label: text('comparison.kind'), onPhone: 'labelled', cell: ({ kind, asked }) => text(`comparison.kind.${kind}`, { asked }) },
  { key: 'result', label: text('comparison.result'), onPhone: 'labelled', cell: resultOf },
  { key: 'begunAt', label: text('comparison.when'), onPhone: 'labelled', sortBy: ({ begunAt }) => begunAt, cell: ({ begunAt, by }) => <><time dateTime={begunAt}>{formatInstant(begunAt)}</time><br /><span className={styles['soft']}>{by}</span></> },
];

/** Comparing whom two agencies know without showing it: start, what was nominated, and everything that was ever asked or refused; or one nominated pair. */
export function ComparisonsPage() {
  const session = useSession();
  const { contactId } = useParams<{ contactId?: Uuid }>();
  if (contactId) return <ContactPage contactId={contactId} />;
  return hasRole(session, ...agencyWideRoles) ? <WholePage /> : (
    <Page title={text('comparison.title')} lead={text('comparison.lead')} back={{ href: '/rastreo', label: text('tracing.title') }}><Contacts /></Page>
  );
}

function WholePage() {
  const [tab, setTab] = useState('contactos');
  const { value, problem, retry } = useEndpoint(listComparisons, {}, { everySeconds: 5 });
  const refused = value?.comparisons.filter(({ state }) => state === 'refused').length ?? 0;
  return (
    <Page title={text('comparison.title')} lead={text('comparison.lead')} back={{ href: '/rastreo', label: text('tracing.title') }}>
      <ProblemNotice problem={problem} onRetry={retry} />
      <Tabs label={text('comparison.title')} value={tab} onChange={setTab} tabs={[
        { key: 'contactos', label: text('comparison.contacts'), content: <Contacts /> },
        { key: 'comparar', label: text('comparison.start'), content: value ? <Partners partners={value.partners} onStarted={() => { setTab('registro'); retry(); }} /> : <Skeleton lines={4} /> },
        { key: 'registro', label: text('comparison.log'), content: (
          <Stack gap={3}>
            {refused > 0 && <Notice tone="warn" title={text('comparison.probed', { count: refused })}>{text('comparison.probed.text')}</Notice>}
            <DataList caption={text('comparison.log')} rows={value?.comparisons} columns={runColumns()} rowKey={({ runId }) => runId} searchText={({ peer }) => peer.name} empty={{ title: text('comparison.noRuns') }} problem={undefined} onRetry={retry} />
          </Stack>
        ) },
      ]} />
    </Page>
  );
}
