import { Badge } from '#web/kit/badge.tsx';
import { classes } from '#web/kit/classes.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Link } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import type { Tenure } from '../schema.ts';
import { Agency } from './agency.tsx';
import styles from './custody-chain.module.css';
import { durationText } from './duration.ts';

/** Whether the link of the chain into this tenure is proven here. The first registration is signed by one agency alone. */
function Proof({ tenure }: { readonly tenure: Tenure }) {
  if (tenure.isVerified) return <Badge tone="success" icon="check">{text('handover-ui.chain.verified')}</Badge>;
  if (tenure.epoch === 0) return <Badge icon="file">{text('handover-ui.chain.registered')}</Badge>;
  return <Badge tone="warn" icon="question">{text('handover-ui.chain.pointer')}</Badge>;
}

function ChainTenure({ tenure, isNow }: { readonly tenure: Tenure; readonly isNow: boolean }) {
  const now = useNow();
  const { agency, from, until, handoverId, blockHash, epoch } = tenure;
  return (
    <li className={classes(styles['tenure'], isNow && styles['now'])} aria-current={isNow ? 'true' : undefined}>
      <span className={styles['disc']} aria-hidden="true"><Icon name={isNow ? 'shield' : epoch === 0 ? 'child' : 'home'} size={1.3} /></span>
      <div className={styles['content']}>
        {isNow && <p className={styles['role']}>{text('kit.custody.holder')}</p>}
        <Agency agency={agency} isFull />
        <p className={styles['span']}>
          {until ? text('handover-ui.chain.span', { from: formatInstant(from), until: formatInstant(until) }) : text('handover-ui.chain.since', { from: formatInstant(from) })}
          <span className={styles['soft']}> · {durationText(from, until ?? now)}</span>
        </p>
        <div className={styles['marks']}>
          <Proof tenure={tenure} />
          {tenure.erasedAt && <Badge icon="trash">{text('handover-erasure.chain', { at: formatInstant(tenure.erasedAt) })}</Badge>}
          {tenure.isAppointed && <Badge tone="warn" icon="shield">{text('handover-succession.appointed')}</Badge>}
          {handoverId && <Link href={`/traspasos/${handoverId}`}>{text('handover-ui.chain.handover')}</Link>}
          {blockHash && <span className={styles['soft']}>{text('handover-ui.chain.link', { number: epoch })} <code className={styles['hash']} title={blockHash}>{blockHash.slice(0, 10)}…</code></span>}
        </div>
      </div>
    </li>
  );
}

/** Everyone who was responsible for the child, the present one on top, each link with its proof. */
export const CustodyChain = ({ chain }: { readonly chain: readonly Tenure[] }) => (
  <ol role="list" className={styles['chain']} aria-label={text('handover-ui.chain.title')}>
    {chain.toSorted((one, other) => other.epoch - one.epoch).map((tenure, index) => <ChainTenure key={tenure.epoch} tenure={tenure} isNow={index === 0} />)}
  </ol>
);
