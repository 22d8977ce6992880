import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { text } from '#web/kit/text.tsx';
import type { AgreementView } from '../schema.ts';

const tones: Readonly<Record<AgreementView['status'], Tone>> = { signed_here: 'warn', signed_there: 'clay', future: 'info', active: 'success', expired: 'danger', ended: 'neutral', replaced: 'neutral' };

/** Days before its end from which an agreement is shown as ending. */
export const endingDays = 30;

export const AgreementStatus = ({ status }: Pick<AgreementView, 'status'>) => <StatusPill tone={tones[status]}>{text(`governance.agreementStatus.${status}`)}</StatusPill>;
