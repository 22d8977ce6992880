import { Badge } from '#web/kit/badge.tsx';
import { formatDay } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row } from '#web/kit/layout.tsx';
import { hasText, text } from '#web/kit/text.tsx';
import type { AgreementTerms as Terms } from '../schema.ts';
import styles from './agreement-terms.module.css';
import { countryName } from './country-name.ts';

const classes = ['A', 'B', 'C', 'D'] as const;
const fieldName = (field: string): string => (hasText(field) ? text(field) : field);

/** What flows when: by class, and by field where one differs. */
const Flows = ({ policy }: { readonly policy: Terms['fieldPolicy'] }) => (
  <table className={styles['flows']}>
    <caption className="visually-hidden">{text('governance-ui.flows')}</caption>
    <thead><tr><th scope="col">{text('governance-ui.data')}</th><th scope="col">{text('governance-ui.flowsWhen')}</th></tr></thead>
    <tbody>
      {classes.map((name) => <tr key={name}><th scope="row">{text(`handover.class.${name}`)}</th><td>{text(`governance.disclosure.${policy.byClass[name]}`)}</td></tr>)}
      {Object.entries(policy.byField).map(([field, when]) => <tr key={field}><th scope="row">{fieldName(field)}</th><td>{text(`governance.disclosure.${when}`)}</td></tr>)}
    </tbody>
  </table>
);

/** The terms of an agreement, to be read by people. */
export const AgreementTerms = ({ terms }: { readonly terms: Terms }) => {
  const tags = (words: readonly string[]) => <Row gap={1}>{words.map((word) => <Badge key={word}>{word}</Badge>)}</Row>;
  return (
    <KeyValue
      rows={[
        { label: text('governance-ui.purposes'), value: tags(terms.purposes.map((purpose) => text(`governance.purpose.${purpose}`))) },
        { label: text('governance-ui.categories'), value: tags(terms.categories.map((category) => text(`governance.category.${category}`))) },
        { label: text('governance-ui.territory'), value: terms.territory.map(countryName).join(', ') },
        { label: text('governance-ui.valid'), value: text('governance-ui.fromUntil', { from: formatDay(terms.validFrom), until: formatDay(terms.validUntil) }) },
        { label: text('governance-ui.flows'), value: <Flows policy={terms.fieldPolicy} /> },
        { label: text('governance-ui.onward'), value: text(`governance.onward.${terms.onwardSharing}`) },
        { label: text('governance-ui.escalation'), value: text('governance-ui.escalationText', { ...terms.escalationHours }) },
        { label: text('governance-ui.retention'), value: text('governance-ui.days', { count: terms.retentionDays }) },
        { label: text('governance-ui.legalBasis'), value: terms.legalBasis },
      ]}
    />
  );
};
