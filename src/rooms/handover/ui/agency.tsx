import { Badge } from '#web/kit/badge.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import type { AgencyView } from '../schema.ts';
import { countryText } from './code-names.ts';
import { phoneText } from '#web/kit/phone-text.ts';
import styles from './agency.module.css';

/** A telephone number that a phone can call at a touch. */
export const PhoneLink = ({ number }: { readonly number: string }) => (
  <a className={styles['phone']} href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}><Icon name="phone" size={1.05} />{phoneText(number)}</a>
);

interface AgencyProps {
  readonly agency: AgencyView;
  /** With the full name, the country and the telephone of the duty. */
  readonly isFull?: boolean;
}

/** An agency as people know it. */
export const Agency = ({ agency, isFull = false }: AgencyProps) => (
  <span className={styles['agency']}>
    <span className={styles['name']}>{agency.shortName}{agency.isThisNode && <Badge tone="brand">{text('handover-ui.agency.us')}</Badge>}</span>
    {isFull && agency.name !== agency.shortName && <span className={styles['detail']}>{agency.name}</span>}
    {isFull && agency.country && <span className={styles['detail']}>{countryText(agency.country)}</span>}
    {isFull && agency.dutyPhone && <PhoneLink number={agency.dutyPhone} />}
  </span>
);
