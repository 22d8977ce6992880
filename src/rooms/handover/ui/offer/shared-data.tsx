import { Icon, type IconName } from '#web/kit/icon.tsx';
import { formatDay } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import { disclosedText } from '../code-names.ts';
import type { Receiver } from './offer-draft.ts';
import styles from './shared-data.module.css';

function Part({ icon, title, names }: { readonly icon: IconName; readonly title: string; readonly names: readonly string[] }) {
  return (
    <div className={styles['part']}>
      <h3 className={styles['title']}><Icon name={icon} />{title}</h3>
      {names.length === 0 ? <p className={styles['none']}>{text('handover-ui.shared.nothing')}</p> : <ul className={styles['names']}>{names.map((name) => <li key={name}>{disclosedText(name)}</li>)}</ul>}
    </div>
  );
}

/** What the receiver sees and when, under which agreement, and what it never sees. */
export const SharedData = ({ agreement }: { readonly agreement: Receiver }) => (
  <section className={styles['shared']} aria-label={text('handover-ui.shared.title', { name: agreement.agency.shortName })}>
    <div className={styles['parts']}>
      <Part icon="outbox" title={text('handover-ui.shared.atOffer')} names={agreement.sharedAtOffer} />
      <Part icon="check" title={text('handover-ui.shared.afterAcceptance')} names={agreement.sharedAfterAcceptance} />
      <Part icon="lock" title={text('handover-ui.shared.never')} names={agreement.neverShared} />
    </div>
    <p className={styles['basis']}>{text('handover-ui.shared.basis', { until: formatDay(agreement.validUntil) })}</p>
  </section>
);
