import { Badge } from '#web/kit/badge.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Link } from '#web/kit/link.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import type { HandoverItem, MinimalProfile } from '../../schema.ts';
import { childWords } from '../child-words.ts';
import { factLabel, factText, withheldText } from '../code-names.ts';
import styles from './profile-facts.module.css';

/** The minimal profile: what is shared, and what is not and why, so that nobody takes silence for an answer. */
export function ProfileFacts({ facts }: { readonly facts: MinimalProfile['facts'] }) {
  const withheld = facts.filter((fact) => fact.withheld !== undefined);
  return (
    <Stack gap={3}>
      <KeyValue rows={facts.flatMap(({ field, values }) => (values ? [{ label: factLabel(field), value: factText(field, values) }] : []))} />
      {withheld.length > 0 && (
        <div className={styles['withheld']}>
          <p className={styles['title']}><Icon name="lock" size={1.1} />{text('handover-ui.withheld')}</p>
          <ul role="list">{withheld.map(({ field, withheld: reason }) => <li key={field}><strong>{factLabel(field)}</strong>: {withheldText(reason!)}</li>)}</ul>
        </div>
      )}
    </Stack>
  );
}

interface ChildrenProps {
  readonly items: HandoverItem['children'];
  /** Those whom the receiver proposed to take, when it made a counter-proposal. */
  readonly canTake?: readonly string[];
}

/** The children of a handover, each with what may be known of them here. */
export const HandoverChildren = ({ items, canTake = [] }: ChildrenProps) => (
  <ul role="list" className={styles['children']}>
    {items.map((child) => (
      <li key={child.childId} className={styles['child']}>
        <p className={styles['name']}>
          <Icon name="child" />
          {child.initials ? <Link href={`/casos/${child.childId}`}>{child.initials}</Link> : childWords(child)}
          {canTake.includes(child.childId) && <Badge tone="info">{text('handover-ui.canTake')}</Badge>}
        </p>
        {child.facts.length > 0 && <ProfileFacts facts={child.facts} />}
      </li>
    ))}
  </ul>
);
