import { classes } from '#web/kit/classes.ts';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import type { AccompanimentLabel } from '#rooms/law/schema.ts';
import { accompanimentOf } from '../rules.ts';
import type { PartialProfile } from '../schema.ts';
import styles from './accompaniment-labels.module.css';

interface Labelled {
  readonly label: AccompanimentLabel;
  readonly reason: string;
}

const One = ({ system, label, reason }: Labelled & { readonly system: string }) => (
  <div className={classes(styles['label'], styles[label])}>
    <p className={styles['system']}>{system}</p>
    <p className={styles['words']}>{text(`law.accompaniment.label.${label}`)}</p>
    <p className={styles['reason']}>{text(`law.accompaniment.reason.${reason}`)}</p>
  </div>
);

interface LabelsProps {
  readonly mexican: Labelled;
  readonly international: Labelled;
}

/** The two legal labels side by side, each with its reason: they may differ, and both are right. */
export const AccompanimentLabels = ({ mexican, international }: LabelsProps) => (
  <Stack gap={2}>
    <div className={styles['labels']}>
      <One system={text('law.accompaniment.mexican')} {...mexican} />
      <One system={text('law.accompaniment.international')} {...international} />
    </div>
    {mexican.label !== international.label && <p className={styles['note']}>{text('law.accompaniment.differ')}</p>}
    {international.label === 'accompanied' && <p className={styles['note']}>{text('law.accompaniment.not-safe')}</p>}
  </Stack>
);

/** The same while a form is filled in: read aloud when they change. */
export const LiveLabels = ({ profile }: { readonly profile: PartialProfile }) => (
  <div role="status" aria-label={text('person-ui.labels')}><AccompanimentLabels {...accompanimentOf(profile)} /></div>
);
