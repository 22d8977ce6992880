import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { text } from '#web/kit/text.tsx';
import type { HandoverItem } from '../schema.ts';

const tones: Readonly<Record<HandoverItem['status'], Tone>> = {
  offered: 'warn', agreed: 'info', requested: 'clay', committed: 'clay', acknowledged: 'success', proposed: 'clay', accepted: 'info', retracting: 'warn', taken: 'success', withdrawn: 'neutral', declined: 'neutral',
};

type Standing = Pick<HandoverItem, 'status' | 'direction' | 'peer'>;
const values = ({ peer }: Standing) => ({ name: peer.shortName });

/** Where a handover stands, in a word or two. */
export const HandoverStatus = ({ item }: { readonly item: Standing }) => (
  <StatusPill tone={tones[item.status]}>{text(`handover.status.${item.direction}.${item.status}`, values(item))}</StatusPill>
);

/** The same as a sentence: what is waited for, from whom, and who answers for the child meanwhile. */
export const statusSentence = (item: Standing & Pick<HandoverItem, 'mode'>): string =>
  text(`${item.mode === 'succession' ? 'handover-succession' : 'handover'}.sentence.${item.direction}.${item.status}`, values(item));
