import { viewRecovery, type PeerHealth } from '#exchange/federation/schema.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint, type Answer } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { classes } from '#web/kit/classes.ts';
import { formatInstant, formatRelative } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { countryName } from './country-name.ts';
import styles from './health-tab.module.css';
import { warningText } from './warnings.tsx';

/** One figure of a line: large, with what it is beneath. `isOff` is written out too, so that it does not hang on the colour. */
const Figure = ({ label, value, note, isOff = false }: { readonly label: string; readonly value: string; readonly note?: string | undefined; readonly isOff?: boolean }) => (
  <div className={classes(styles['figure'], isOff && styles['off'])}>
    <dt>{label}</dt>
    <dd>{isOff && <Icon name="alert" size={1} />}<strong>{value}</strong>{note && <span>{note}</span>}</dd>
  </div>
);

const clockText = (seconds: number | null): string => {
  if (seconds === null) return text('governance-health.unknown');
  const minutes = Math.round(Math.abs(seconds) / 60);
  return minutes === 0 ? text('governance-health.clock.same') : text(seconds > 0 ? 'governance-health.clock.ahead' : 'governance-health.clock.behind', { minutes });
};

function Figures({ peer }: { readonly peer: PeerHealth }) {
  const now = useNow();
  const { lastHeardAt, lastReachedAt, waiting, oldestWaitingAt, refused, parked, clockOffsetSeconds, softwareVersion, agreementDaysLeft, warnings } = peer;
  const has = (...wanted: PeerHealth['warnings']) => wanted.some((warning) => warnings.includes(warning));
  const when = (at: typeof lastHeardAt) => (at ? formatRelative(at, now) : text('federation.neverHeard'));
  return (
    <dl className={styles['figures']}>
      <Figure label={text('federation.lastHeard')} value={when(lastHeardAt)} isOff={lastHeardAt === null} />
      <Figure label={text('federation.lastReached')} value={when(lastReachedAt)} />
      <Figure label={text('governance-health.unanswered')} value={String(waiting)} note={oldestWaitingAt ? text('governance-health.oldest', { at: formatRelative(oldestWaitingAt, now) }) : undefined} isOff={has('receipt-late')} />
      <Figure label={text('governance-health.refused')} value={String(refused)} isOff={has('refused')} />
      <Figure label={text('governance-health.parked')} value={String(parked)} isOff={has('parked')} />
      <Figure label={text('governance-health.clock')} value={clockText(clockOffsetSeconds)} isOff={has('clock-off')} />
      <Figure label={text('governance-health.version')} value={softwareVersion} />
      <Figure label={text('governance-health.agreement')} value={agreementDaysLeft === null ? text('governance-health.agreement.none') : text('governance-health.agreement.days', { days: agreementDaysLeft })} isOff={has('no-agreement', 'agreement-ends')} />
    </dl>
  );
}

/** One agency: how its line does, and for each thing amiss what to do about it. */
function PeerCard({ peer }: { readonly peer: PeerHealth }) {
  const { nodeId, name, country, status, warnings, dutyPhone } = peer;
  return (
    <Card
      title={<span className={styles['title']}>{name}<span className={styles['country']}>{countryName(country)}</span>{status !== 'active' && <Badge tone="warn">{text(`governance.peerStatus.${status}`)}</Badge>}{status === 'active' && warnings.length === 0 && <Badge tone="success" icon="check">{text('governance-ui.healthy')}</Badge>}</span>}
      tone={warnings.some((warning) => grave.has(warning)) ? 'danger' : 'plain'}
    >
      <Stack gap={4}>
        {warnings.length > 0 && (
          <ul role="list" className={styles['todo']}>
            {warnings.map((warning) => (
              <li key={warning}><Icon name="alert" /><div><strong>{warningText(peer, warning)}</strong><p>{text(`governance-health.todo.${warning}`)}</p></div></li>
            ))}
          </ul>
        )}
        <Figures peer={peer} />
        <Row gap={4}>
          <a className={styles['phone']} href={`tel:${dutyPhone.replaceAll(/[^+\d]/g, '')}`}><Icon name="phone" size={1.05} />{phoneText(dutyPhone)}</a>
          <ButtonLink href={`/federacion/agencias/${nodeId}`} variant="quiet">{text('governance-health.open')}</ButtonLink>
        </Row>
      </Stack>
    </Card>
  );
}

const grave: ReadonlySet<PeerHealth['warnings'][number]> = new Set(['equivocated', 'rewound', 'heads-differ']);

type Standing = OutputOf<typeof viewRecovery>;
/** This node itself: whether it may act, and if not what to do. */
const OwnCard = ({ standing: { mode, since, incarnation } }: { readonly standing: Standing }) => (
  <Card title={text('governance-health.own')} tone={mode === 'up' ? 'plain' : 'danger'}>
    <Stack gap={2}>
      <p><Badge tone={mode === 'up' ? 'success' : 'danger'} icon={mode === 'up' ? 'check' : 'alert'}>{text(`governance-health.mode.${mode}`)}</Badge></p>
      <p>{text(`governance-health.mode.${mode}.text`, { since: since ? formatInstant(since) : '' })}</p>
      <p className={styles['soft']}>{text('governance-health.restores', { number: incarnation })}</p>
    </Stack>
  </Card>
);

/** How every line of the network does, the ones that need somebody first, each with what to do. */
export function HealthTab({ value, problem, retry }: Answer<{ peers: PeerHealth[] }>) {
  const standing = useEndpoint(viewRecovery, {}, { everySeconds: 30 }).value;
  if (!value) return problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={8} />;
  const amiss = value.peers.filter(({ warnings, status }) => warnings.length > 0 || status !== 'active').length;
  return (
    <Stack gap={4}>
      <Row isSpread><p role="status" className={styles['summary']}>{text('governance-health.summary', { all: value.peers.length, amiss })}</p><PrintButton /></Row>
      <ProblemNotice problem={problem} onRetry={retry} />
      {standing && <OwnCard standing={standing} />}
      {value.peers.map((peer) => <PeerCard key={peer.nodeId} peer={peer} />)}
    </Stack>
  );
}
