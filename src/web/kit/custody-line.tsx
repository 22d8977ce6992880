import type { Instant } from '#kernel/instant.ts';
import { Badge, type Tone } from './badge.tsx';
import { classes } from './classes.ts';
import { dueOf, formatInstant, formatRelative } from './dates.ts';
import { Icon, type IconName } from './icon.tsx';
import { text } from './text.tsx';
import { useNow } from './use-now.ts';
import styles from './custody-line.module.css';

/**
 * Where custody stands. `held`: nothing pending. `offered`: an offer left us and has not reached the other agency.
 * `waiting`: it has it and has not answered. `accepted`: it will take over when we release. `under-way`: released, its
 * receipt is due, both answer for the child. `received`: the receipt is in. `past`: we held it once.
 */
export type CustodyState = 'held' | 'offered' | 'waiting' | 'accepted' | 'under-way' | 'received' | 'past';

export interface CustodyParty {
  readonly name: string;
  /** Place, or the person or team inside the agency. */
  readonly detail?: string;
  readonly phone?: string;
  /** This node itself. */
  readonly isUs?: boolean;
}

export interface CustodyView {
  readonly state: CustodyState;
  /** Who is responsible at this moment. */
  readonly holder: CustodyParty;
  readonly since: Instant;
  /** Who is to take over: offered, waiting, accepted. */
  readonly receiver?: CustodyParty;
  /** Who handed over: under-way, received, past. */
  readonly sender?: CustodyParty;
  /** What is pending, as a sentence; a standard one for the state unless told. */
  readonly pending?: string;
  readonly deadline?: { readonly at: Instant; readonly label: string };
  /** Facts that stand beside custody and do not move it: contact that was lost, who cares for the child tonight. */
  readonly beside?: readonly CustodyFact[];
}
export interface CustodyFact {
  readonly icon: IconName;
  readonly tone: 'info' | 'warn' | 'danger';
  readonly title: string;
  readonly text: string;
}

const tones: Record<CustodyState, Tone> = { held: 'brand', offered: 'warn', waiting: 'warn', accepted: 'info', 'under-way': 'clay', received: 'success', past: 'neutral' };
const icons: Record<CustodyState, IconName> = { held: 'shield', offered: 'outbox', waiting: 'clock', accepted: 'check', 'under-way': 'route', received: 'check', past: 'back' };

function Party({ party, role, isHolder, children }: { readonly party: CustodyParty; readonly role: string; readonly isHolder: boolean; readonly children?: React.ReactNode }) {
  return (
    <li className={classes(styles['party'], isHolder && styles['holder'])} aria-current={isHolder ? 'true' : undefined}>
      <span className={styles['disc']} aria-hidden="true"><Icon name={isHolder ? 'shield' : 'home'} size={1.35} /></span>
      <div className={styles['who']}>
        <p className={styles['role']}>{role}</p>
        <p className={styles['name']}>{party.name}{party.isUs && <span className={styles['us']}> {text('kit.custody.us')}</span>}</p>
        {party.detail && <p className={classes(styles['detail'], party.isUs && styles['own'])}>{party.detail}</p>}
        {children}
        {party.phone && <p className={styles['detail']}><a href={`tel:${party.phone.replaceAll(' ', '')}`}>{party.phone}</a></p>}
      </div>
    </li>
  );
}

interface CustodyLineProps {
  readonly custody: CustodyView;
  /** One line, for rows of lists. */
  readonly isCompact?: boolean;
}

/** The one fact that everybody wants: who is responsible, since when, what is pending, and by when. */
export function CustodyLine({ custody, isCompact = false }: CustodyLineProps) {
  const now = useNow();
  const { state, holder, since, receiver, sender, deadline } = custody;
  const due = deadline && dueOf(deadline.at, now);
  const badge = <Badge tone={tones[state]} icon={icons[state]}>{text(`kit.custody.state.${state}`)}</Badge>;
  if (isCompact) return <span className={styles['compact']}><span className={styles['compactName']}>{holder.name}</span>{badge}</span>;

  const other = receiver ?? sender;
  const pending = custody.pending ?? (state === 'held' || state === 'past' ? undefined : text(`kit.custody.pending.${state}`, { name: (receiver ?? holder).name }));
  const holderParty = (
    <Party key="holder" party={holder} role={text('kit.custody.holder')} isHolder>
      <p className={styles['since']}>{text('kit.custody.since', { at: formatInstant(since) })} <span className={styles['ago']}>({formatRelative(since, now)})</span></p>
    </Party>
  );
  const otherParty = other && <Party key="other" party={other} role={text(receiver ? 'kit.custody.receiver' : state === 'under-way' ? 'kit.custody.senderAnswers' : 'kit.custody.sender')} isHolder={false} />;
  const way = (
    <li key="way" className={classes(styles['way'], !other && styles['open'])} aria-hidden="true">
      {other && <span className={styles['wayMark']}><Icon name={icons[state]} size={1.1} /></span>}
    </li>
  );
  return (
    <section className={classes(styles['custody'], styles[state])} aria-label={text('kit.custody.title')}>
      <ol role="list" className={styles['track']}>{sender && !receiver ? [otherParty, way, holderParty] : [holderParty, way, otherParty]}</ol>
      {custody.beside?.map(({ icon, tone, title, text: words }) => (
        <p key={title} className={classes(styles['beside'], styles[tone])}><Icon name={icon} size={1.2} /><span><strong>{title}</strong> {words}</span></p>
      ))}
      <div className={styles['foot']}>
        {badge}
        {pending && <p className={styles['pending']}>{pending}</p>}
        {deadline && due && (
          <p className={classes(styles['deadline'], styles[due.tone])}>
            <Icon name="clock" size={1.1} />
            <span>{deadline.label}: <strong>{due.text}</strong> <span className={styles['ago']}>({formatInstant(deadline.at)})</span></span>
          </p>
        )}
      </div>
    </section>
  );
}
