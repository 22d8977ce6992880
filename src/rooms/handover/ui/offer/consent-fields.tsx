import { overrideReasons } from '#rooms/case/schema.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Badge } from '#web/kit/badge.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import styles from './consent-fields.module.css';
import { errorOf } from './step-props.ts';
import { agreesToSharing, type KnownChild } from './use-files.ts';

/** Who agreed to sharing, child by child. */
export const ConsentOfGroup = ({ group }: { readonly group: readonly KnownChild[] }) => (
  <ul role="list" className={styles['group']}>
    {group.map((child) => {
      const answer = child.file?.consents.find(({ purpose }) => purpose === 'sharing')?.answer ?? 'not_asked';
      return (
        <li key={child.childId} className={styles['child']}>
          <span className={styles['name']}>{child.name}</span>
          <Badge tone={agreesToSharing(child) ? 'success' : 'warn'} icon={agreesToSharing(child) ? 'check' : 'alert'}>{text(`handover-ui.consent.${answer}`)}</Badge>
          {!agreesToSharing(child) && <Link href={`/casos/${child.childId}`}>{text('handover-ui.consent.record')}</Link>}
        </li>
      );
    })}
  </ul>
);

interface ConsentFieldsProps {
  readonly group: readonly KnownChild[];
  readonly lacksConsent: boolean;
  readonly reason: string;
  readonly note: string;
  readonly onChange: (part: { readonly overrideReason?: string; readonly overrideNote?: string }) => void;
  readonly errors: readonly FormError[];
}

/** Sharing rests on consent; without it, only on a coded reason that is kept in the file. */
export const ConsentFields = ({ group, lacksConsent, reason, note, onChange, errors }: ConsentFieldsProps) => (
  <Stack gap={5}>
    <ConsentOfGroup group={group} />
    {!lacksConsent && <Notice tone="success">{text('handover-ui.consent.allGranted')}</Notice>}
    {lacksConsent && (
      <>
        <Notice tone="warn" title={text('handover-ui.consent.missing')}>{text('handover-ui.consent.missingText')}</Notice>
        <Select name="overrideReason" label={text('handover-ui.consent.override')} error={errorOf(errors, 'overrideReason')} value={reason} onChange={(overrideReason) => onChange({ overrideReason })} options={overrideReasons.map((value) => ({ value: value as string, label: text(`handover.override.${value}`) }))} />
        <TextArea name="overrideNote" label={text('handover-ui.consent.overrideNote')} hint={text('handover-ui.consent.overrideNote.hint')} error={errorOf(errors, 'overrideNote')} value={note} onChange={(overrideNote) => onChange({ overrideNote })} rows={3} maxLength={500} />
      </>
    )}
  </Stack>
);
