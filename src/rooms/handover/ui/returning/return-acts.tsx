import { Badge } from '#web/kit/badge.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { text } from '#web/kit/text.tsx';
import { returnNeeds, type ReturnAct, type ReturnView } from '../../schema.ts';

/** What a return asks for, with what stands on record of each: confirmed by whom, not waited for and why, or missing. */
export const ReturnNeeds = ({ acts, certainty }: { readonly acts: readonly ReturnAct[]; readonly certainty?: ReturnView['certainty'] }) => (
  <KeyValue
    rows={returnNeeds.map((need) => {
      const act = acts.find(({ what }) => what === need);
      const mark = certainty ? `${text('reference.certainty.title')}: ${text(`reference.certainty.${certainty[need]}`)}` : '';
      if (!act) return { label: text(`handover-return.need.${need}`), value: <Badge tone="warn" icon="clock">{text('handover-return.missing')}</Badge>, note: mark };
      if (act.kind === 'waived') {
        return { label: text(`handover-return.need.${need}`), value: <Badge tone="danger" icon="alert">{text('handover-return.waived')}</Badge>, note: [text(`handover-return.reason.${act.reason ?? 'other'}`), act.note].filter(Boolean).join('. ') };
      }
      return {
        label: text(`handover-return.need.${need}`), value: <Badge tone="success" icon="check">{text('handover-return.confirmed')}</Badge>,
        note: text(`handover-return.by.${act.source}`, { by: act.by ?? '', reference: act.reference ?? '', at: formatInstant(act.at) }),
      };
    })}
  />
);
