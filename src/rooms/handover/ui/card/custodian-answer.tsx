import type { ChildId } from '#kernel/identifier.ts';
import { findCustodian, type CustodianFound } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant, formatRelative } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import styles from './card-page.module.css';

/** By her identifier, her card, or the folio of a document printed here. */
export type Asked = { readonly childId: ChildId } | { readonly cardNumber: string } | { readonly folio: string };

/** How fresh the answer is and by whose word: what somebody needs to know before she trusts it. */
function Freshness({ found: { isConfirmed, asOf, saidBy, name } }: { readonly found: CustodianFound }) {
  const now = useNow();
  const at = `${formatInstant(asOf)} (${formatRelative(asOf, now)})`;
  return (
    <p className={styles['freshness']}>
      <Icon name={isConfirmed ? 'check' : 'clock'} size={1.1} />
      <span>{isConfirmed ? text('custodian.confirmed', { name, at }) : text('custodian.asOf', { by: saidBy.name, at })}</span>
    </p>
  );
}

const Call = ({ phone }: { readonly phone: string }) => (
  phone === '' ? <p className={styles['freshness']}>{text('custodian.noPhone')}</p>
    : <a className={styles['call']} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}><Icon name="phone" />{text('handover-ui.card.call', { phone: phoneText(phone) })}</a>
);

/** Who is responsible, or where the way ends and whom to call there. Agency and telephone, nothing about the child. */
export function CustodianAnswer({ asked, label }: { readonly asked: Asked; readonly label?: string }) {
  const { value, problem, retry } = useEndpoint(findCustodian, asked);
  if (problem?.code === 'not-found') return <Notice tone="warn" title={text('custodian.unknown')} isNew>{text('folio' in asked ? 'custodian.unknown.folio' : 'custodian.unknown.text')}</Notice>;
  if (problem) return <ProblemNotice problem={problem} onRetry={retry} />;
  if (!value) return <Skeleton lines={4} />;
  return (
    <Card tone={value.isConfirmed ? 'brand' : 'warn'}>
      <div className={styles['answer']} role="status">
        <span className={styles[value.isConfirmed ? 'disc' : 'openDisc']} aria-hidden="true"><Icon name={value.isConfirmed ? 'shield' : 'alert'} size={1.7} /></span>
        <div>
          <p className={styles['role']}>{text(value.isConfirmed ? 'federation.custodian' : 'custodian.lastKnown')}</p>
          <p className={styles['name']}>{value.name}</p>
          {label && <p className={styles['number']}>{label}</p>}
        </div>
        {!value.isConfirmed && <p className={styles['wayEnds']}>{text('custodian.wayEnds', { name: value.name })}</p>}
        <Freshness found={value} />
        <Call phone={value.dutyPhone} />
        {!value.isConfirmed && <Button icon="refresh" isWide onPress={retry}>{text('custodian.askAgain')}</Button>}
      </div>
    </Card>
  );
}
