import type { PeerHealth } from '#exchange/federation/schema.ts';
import { Badge, type Tone } from '#web/kit/badge.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './warnings.module.css';

type Warning = PeerHealth['warnings'][number];
const tones: Readonly<Record<Warning, Tone>> = { equivocated: 'danger', rewound: 'danger', 'heads-differ': 'danger', parked: 'danger', refused: 'danger', 'receipt-late': 'danger', 'clock-off': 'warn', 'no-agreement': 'warn', 'agreement-ends': 'warn', 'keys-end': 'warn', 'version-older': 'warn', 'version-newer': 'warn' };

const valuesOf = ({ disputes, parked, refused, clockOffsetSeconds, agreementDaysLeft }: PeerHealth, warning: Warning) =>
  warning === 'equivocated' ? { count: disputes } : warning === 'parked' ? { count: parked } : warning === 'refused' ? { count: refused } : warning === 'clock-off' ? { minutes: Math.round(Math.abs(clockOffsetSeconds ?? 0) / 60) } : warning === 'agreement-ends' ? { days: agreementDaysLeft ?? 0 } : {};

/** One thing about a peer that is amiss, in words. */
export const warningText = (peer: PeerHealth, warning: Warning): string => text(`federation.warning.${warning}`, valuesOf(peer, warning));

/** What about a peer needs somebody's attention, the most urgent first. */
export const Warnings = ({ peer }: { readonly peer: PeerHealth }) =>
  peer.warnings.length === 0
    ? <Badge tone="success" icon="check">{text('governance-ui.healthy')}</Badge>
    : <ul role="list" className={styles['warnings']}>{peer.warnings.map((warning) => <li key={warning} className={styles[tones[warning]]}>{warningText(peer, warning)}</li>)}</ul>;
