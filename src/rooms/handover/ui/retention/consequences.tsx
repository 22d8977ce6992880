import { formatInstant } from '#web/kit/dates.ts';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import type { RetainedChild } from '../../schema/erasure.ts';

/** What goes, what stays, who is told: before anybody proposes or approves. */
export const Consequences = ({ child }: { readonly child: RetainedChild }) => (
  <Notice tone="warn" title={text('handover-erasure.consequences')}>
    <ul>
      <li>{text('handover-erasure.consequences.gone')}</li>
      <li>{text('handover-erasure.consequences.stays')}</li>
      <li>{text('handover-erasure.consequences.told')}</li>
      <li>{text(child.standing === 'closed' ? 'handover-erasure.consequences.last' : 'handover-erasure.consequences.elsewhere', { name: child.custodian.shortName })}</li>
      {!child.isDue && <li>{text('handover-erasure.consequences.early', { until: formatInstant(child.keepUntil) })}</li>}
    </ul>
  </Notice>
);
