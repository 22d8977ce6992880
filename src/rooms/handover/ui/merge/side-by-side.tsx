import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { fieldText } from '#rooms/person/ui/field-text.ts';
import { usePlaceText } from '#rooms/person/ui/place-text.ts';
import type { FieldName } from '#rooms/person/schema.ts';
import { useAct } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { mergeFiles, type ComparedField, type Reconciliation } from '../../schema.ts';
import styles from './merge.module.css';

const tones = { same: 'success', only_one: 'info', both_kept: 'warn', joined: 'info', gravest: 'warn' } as const satisfies Record<ComparedField['outcome'], string>;
const order: readonly ComparedField['outcome'][] = ['both_kept', 'gravest', 'joined', 'only_one', 'same'];

function Field({ compared }: { readonly compared: ComparedField }) {
  const placeWords = usePlaceText();
  const { field, surviving, joining, outcome } = compared;
  const words = (value: unknown): string => fieldText(field as FieldName, value, placeWords) || text('handover-merge.nothing');
  return (
    <li className={styles['field']}>
      <div className={styles['head']}><h3>{text(`person.field.${field}`)}</h3><Badge tone={tones[outcome]}>{text(`handover-merge.outcome.${outcome}`)}</Badge></div>
      <dl className={styles['values']}>
        <div><dt>{text('handover-merge.goesOn')}</dt><dd>{words(surviving)}</dd></div>
        <div><dt>{text('handover-merge.joins')}</dt><dd>{words(joining)}</dd></div>
      </dl>
    </li>
  );
}

interface SideBySideProps {
  readonly pair: Reconciliation;
  readonly nameOf: (childId: ChildId) => string;
  readonly onMerged: (into: ChildId) => void;
}

/** Field by field what both files say and what becomes of it; what comes along; what cannot be undone; then the act. */
export function SideBySide({ pair, nameOf, onMerged }: SideBySideProps) {
  const session = useSession();
  const [isAsking, setIsAsking] = useState(false);
  const merge = useAct(mergeFiles);
  const { surviving, joining, fields, comesAlong } = pair;
  const counts = Object.entries(comesAlong).filter(([, count]) => count > 0);
  const confirm = async (reason: string): Promise<void> => {
    const answer = await merge.act({ childId: joining, into: surviving, reason });
    if (!answer.ok) return;
    toast({ text: text('handover-merge.done') });
    onMerged(answer.value.childId);
  };
  return (
    <>
      <Card>
        <dl className={styles['values']}>
          <div><dt>{text('handover-merge.goesOn')}</dt><dd><Link href={`/casos/${surviving}`}>{nameOf(surviving)}</Link></dd></div>
          <div><dt>{text('handover-merge.joins')}</dt><dd><Link href={`/casos/${joining}`}>{nameOf(joining)}</Link></dd></div>
        </dl>
      </Card>
      <Card title={text('handover-merge.fields')} isFlush>
        <ul role="list" className={styles['fields']}>
          {fields.toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome)).map((compared) => <Field key={compared.field} compared={compared} />)}
        </ul>
      </Card>
      <Card title={text('handover-merge.comesAlong')}>
        {counts.length === 0 ? <p>{text('handover-merge.comesAlong.nothing')}</p> : <ul>{counts.map(([what, count]) => <li key={what}>{text(`handover-merge.comesAlong.${what}`, { count })}</li>)}</ul>}
      </Card>
      <Notice tone="danger" title={text('handover-merge.final')}>
        <ul>{['alias', 'blocks', 'values'].map((what) => <li key={what}>{text(`handover-merge.final.${what}`)}</li>)}</ul>
      </Notice>
      {hasRole(session, 'case_worker', 'supervisor', 'coordinator') && <div><Button variant="danger" icon="link" onPress={() => setIsAsking(true)}>{text('handover-merge.act')}</Button></div>}
      {isAsking && (
        <ConfirmDialog title={text('handover-merge.confirm')} isOpen onClose={() => setIsAsking(false)} confirmLabel={text('handover-merge.act')} tone="danger" needsReason isBusy={merge.isBusy} onConfirm={(reason) => void confirm(reason)}>
          <ProblemNotice problem={merge.problem} />
          <p>{text('handover-merge.confirm.text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
