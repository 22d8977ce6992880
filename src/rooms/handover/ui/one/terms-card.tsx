import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Link } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { OfferTerms } from '../../schema.ts';
import { handoverReasonText, purposeText } from '../code-names.ts';
import { planRows } from './plan-fields.tsx';

/** What the sender said with the offer. */
export const TermsCard = ({ terms }: { readonly terms: OfferTerms }) => (
  <Card title={text('handover-ui.terms.title')}>
    <KeyValue
      rows={[
        { label: text('handover-ui.offer.reason'), value: handoverReasonText(terms.reason), note: purposeText(terms.purpose) },
        { label: text('handover-ui.offer.urgency'), value: text(`handover.urgency.${terms.urgency}`), note: text('handover-ui.offer.answerBy', { at: formatInstant(terms.decideBy) }) },
        ...(terms.keepTogether ? [{ label: text('handover-ui.terms.together'), value: text('handover-ui.offer.allOrNone') }] : []),
        ...(terms.note ? [{ label: text('handover-ui.offer.note'), value: terms.note }] : []),
        ...planRows(terms.plan),
        { label: text('handover-ui.terms.agreement'), value: <Link href={`/federacion/convenios/${terms.agreementId}${terms.agreementVersion ? `?version=${terms.agreementVersion}` : ''}`}>{text('handover-ui.terms.seeAgreement')}</Link>, ...(terms.agreementVersion ? { note: text('governance-ui.terms', { version: terms.agreementVersion }) } : {}) },
      ]}
    />
  </Card>
);
