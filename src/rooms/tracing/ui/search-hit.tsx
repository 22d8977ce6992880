import { useState } from 'react';
import { AskAccessDialog } from '#rooms/person/ui/access-dialogs.tsx';
import { Badge, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { text } from '#web/kit/text.tsx';
import type { ProbabilityBand, SearchHit as Hit } from '../schema.ts';
import { Reasons } from './reasons.tsx';
import styles from './search-hit.module.css';

/** How sure the engine is, as a colour. */
export const bandTones: Readonly<Record<ProbabilityBand, Tone>> = { very_likely: 'danger', likely: 'warn', possible: 'neutral' };
/** A record that may speak of the same child: nothing of it but initials and custodian, unless it may be opened. */
export function SearchHit({ hit }: { readonly hit: Hit }) {
  const [isAsking, setIsAsking] = useState(false);
  const [hasAsked, setHasAsked] = useState(false);
  const { initials, band, custodian, reasons, mayOpen, childId, reference } = hit;
  return (
    <li className={styles['hit']}>
      <span className={styles['initials']} aria-hidden="true">{initials.replaceAll(/[\s.]/g, '').slice(0, 3)}</span>
      <div className={styles['who']}>
        <div className={styles['head']}>
          <h3 className={styles['name']}>{initials}</h3>
          <Badge tone={bandTones[band]}>{text(`search.band.${band}`)}</Badge>
        </div>
        <p className={styles['custodian']}>{text(custodian.isThisNode ? 'search.heldHere' : 'search.heldBy', { name: custodian.name })}</p>
        <Reasons reasons={reasons} />
      </div>
      <div className={styles['acts']}>
        {mayOpen && childId !== null && <ButtonLink href={`/casos/${childId}`} size="s" icon="file">{text('search.open')}</ButtonLink>}
        {!mayOpen && !hasAsked && <Button size="s" icon="key" onPress={() => setIsAsking(true)}>{text('search.askAccess')}</Button>}
        {hasAsked && <Badge tone="info" icon="check">{text('access.ask.sent')}</Badge>}
        {!custodian.isThisNode && custodian.dutyPhone !== '' && <a href={`tel:${custodian.dutyPhone.replaceAll(' ', '')}`}>{phoneText(custodian.dutyPhone)}</a>}
      </div>
      {isAsking && <AskAccessDialog childId={reference} onClose={() => setIsAsking(false)} onDone={() => setHasAsked(true)} />}
    </li>
  );
}
