import { useState } from 'react';
import { Badge, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';

import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { ConcernView } from '../../schema.ts';
import { concernName } from '../code-names.ts';
import { ConcernHistoryDialog } from './concern-history.tsx';
import type { FilePartProps } from './file-part.ts';
import { SettleConcernDialog } from './settle-concern-dialog.tsx';
import styles from './concerns-panel.module.css';

const groups = { risks: /^[PTDR]/, needs: /^N/, protective: /^F/ } as const;
const tones: readonly Tone[] = ['neutral', 'info', 'warn', 'danger'];

/** Needs, risks and what protects, each with how grave, who said so, and every answer there was. */
export function ConcernsPanel({ file, may }: FilePartProps) {
  const { childId, concerns } = file;
  const [dialog, setDialog] = useState<{ readonly kind: 'history' | 'settle'; readonly concern: ConcernView }>();
  const one = (concern: ConcernView) => (
    <li key={concern.code} className={styles['concern']}>
      <span className={styles['name']}>{concernName(concern.code)}</span>
      {!concern.code.startsWith('F') && <Badge tone={tones[concern.severity]!}>{text(`case.severity.${concern.severity}`)}</Badge>}
      {concern.note && <p className={styles['note']}>{concern.note}</p>}
      <p className={styles['meta']}>{text(`case.concernSource.${concern.source}`)}{concern.period && ` · ${text(`case.period.${concern.period}`)}`} · {concern.actorLabel}, {formatInstant(concern.at)}</p>
      <div className={styles['acts']}>
        {concern.hasOtherAnswers && <Badge tone="warn" icon="alert">{text('person.twoAnswers')}</Badge>}
        <Button size="s" variant="quiet" icon="clock" onPress={() => setDialog({ kind: 'history', concern })}>{text('person-ui.history')}</Button>
        {may.decide && <Button size="s" variant="quiet" icon="edit" onPress={() => setDialog({ kind: 'settle', concern })}>{text('case.verb.settle-concern')}</Button>}
      </div>
    </li>
  );
  return (
    <>
      {Object.entries(groups).map(([group, pattern], index) => {
        const rows = concerns.filter(({ code }) => pattern.test(code));
        return (
          <Card key={group} title={text(`case-ui.concern.${group}`)} actions={index === 0 && may.write && <ButtonLink href={`/casos/${childId}/editar/riesgos`} size="s" icon="plus">{text('case-ui.concern.record')}</ButtonLink>}>
            {rows.length === 0 ? <p>{text('case-ui.concern.none')}</p> : <ul role="list" className={styles['concerns']}>{rows.map(one)}</ul>}
          </Card>
        );
      })}
      {dialog?.kind === 'history' && <ConcernHistoryDialog childId={childId} code={dialog.concern.code} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'settle' && <SettleConcernDialog childId={childId} concern={dialog.concern} may={may} onClose={() => setDialog(undefined)} />}
    </>
  );
}
