import { classes } from '#web/kit/classes.ts';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import { isAgreement } from '../rules/agreement.ts';
import type { FieldEvidence } from '../schema.ts';
import styles from './reasons.module.css';

interface Reason { readonly field: string; readonly level: string; readonly speaksFor: boolean }

/** The engine tells many degrees apart; people need five: the same, sounds alike, pet form, alike, different. */
function nuanceOf({ level, speaksFor }: Reason): string {
  if (!speaksFor) return 'different';
  if (/exact|same$|^two|supported|within$/.test(level)) return 'same';
  return /sound/.test(level) ? 'sound' : /nickname/.test(level) ? 'nickname' : 'close';
}

/** What one field says, in the words of a case worker. */
export const reasonText = (reason: Reason): string => text(`search.reason.${reason.field}`, { nuance: nuanceOf(reason) });

/** Why a record was found, field by field; what speaks against it too. */
export const Reasons = ({ reasons }: { readonly reasons: readonly Reason[] }) => (
  <ul role="list" className={styles['reasons']} aria-label={text('search.reasons')}>
    {reasons.map((reason) => (
      <li key={reason.field} className={classes(styles['reason'], !reason.speaksFor && styles['against'])}>
        <Icon name={reason.speaksFor ? 'check' : 'close'} size={1} />{reasonText(reason)}
      </li>
    ))}
  </ul>
);

/** Evidence as reasons: what agrees speaks for, also where it weighs little. */
export const speaking = (evidence: readonly FieldEvidence[]): Reason[] => evidence.map(({ field, level }) => ({ field, level, speaksFor: isAgreement(level) }));
