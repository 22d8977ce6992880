import type { AccompanimentLabel, Answer, Companion, Company, Relation } from '../schema.ts';

/** What kind of tie a relation is: the Mexican and the international definition weigh the same tie differently. */
type Tie = 'parent' | 'relative' | 'unrelated' | 'unknown';

export const tieOf: Readonly<Record<Relation, Tie>> = {
  mother: 'parent',
  father: 'parent',
  step_parent: 'relative',
  sibling: 'relative',
  half_sibling: 'relative',
  grandparent: 'relative',
  aunt_uncle: 'relative',
  cousin: 'relative',
  own_child: 'relative',
  parent_in_law: 'relative',
  other_relative: 'relative',
  // a partner may be the person she must be protected from: never counted as a carer by kinship
  spouse_partner: 'unrelated',
  godparent: 'unrelated',
  family_friend: 'unrelated',
  neighbour: 'unrelated',
  fellow_traveller: 'unrelated',
  smuggler: 'unrelated',
  other_unrelated: 'unrelated',
  unknown: 'unknown',
};

/** Why a label was given; each has a text `law.accompaniment.reason.<reason>`. */
type AccompanimentReason =
  | 'company_unknown'
  | 'alone'
  | 'with_parent'
  | 'with_legal_carer'
  | 'with_habitual_carer'
  | 'with_adult_relative_not_carer'
  | 'no_responsible_adult'
  | 'legal_basis_unknown'
  | 'habitual_carer_unknown'
  | 'relation_unknown';

export interface Classification {
  readonly label: AccompanimentLabel;
  readonly reason: AccompanimentReason;
  /** Codes of `reference/definitions` that the label rests on. */
  readonly definitions: readonly string[];
}

export interface Accompaniment {
  readonly mexican: Classification;
  readonly international: Classification;
}

/**
 * Whether a child is accompanied, separated or unaccompanied, by Mexican law and by international usage side by side:
 * with an uncle who never brought her up she is unaccompanied for the one and separated for the other, and both are
 * kept. Facts that nobody knows give `unknown`, except where the known facts already decide.
 *
 * Being accompanied is not being safe: the label says nothing on whether the relation was verified.
 */
export const classifyAccompaniment = (company: Company): Accompaniment =>
  company.known
    ? { mexican: mexican(company.companions), international: international(company.companions) }
    : { mexican: { label: 'unknown', reason: 'company_unknown', definitions: [] }, international: { label: 'unknown', reason: 'company_unknown', definitions: [] } };

/** Ley de Migración art. 3 XVII to XIX: law first, then the habitual carer; kinship alone counts for nothing. */
function mexican(companions: readonly Companion[]): Classification {
  if (companions.length === 0) return { label: 'unaccompanied', reason: 'alone', definitions: ['MX-UNACCOMPANIED'] };
  const legal = some(companions, holdsLegalAuthority);
  if (legal === 'yes') {
    const hasParent = companions.some((companion) => isParent(companion) === 'yes' && holdsLegalAuthority(companion) === 'yes');
    return { label: 'accompanied', reason: hasParent ? 'with_parent' : 'with_legal_carer', definitions: ['MX-ACCOMPANIED'] };
  }
  const customary = some(companions, isAdultHabitualCarer);
  if (legal === 'unknown') return { label: 'unknown', reason: 'legal_basis_unknown', definitions: ['MX-ACCOMPANIED', 'MX-SEPARATED', 'MX-UNACCOMPANIED'] };
  if (customary === 'yes') return { label: 'separated', reason: 'with_habitual_carer', definitions: ['MX-SEPARATED'] };
  if (customary === 'unknown') return { label: 'unknown', reason: 'habitual_carer_unknown', definitions: ['MX-SEPARATED', 'MX-UNACCOMPANIED'] };
  const hasRelative = some(companions, isAdultRelative) === 'yes';
  return { label: 'unaccompanied', reason: hasRelative ? 'with_adult_relative_not_carer' : 'no_responsible_adult', definitions: ['MX-UNACCOMPANIED'] };
}

/** Inter-agency principles of 2004: parents, then a carer by law or custom, then other adult relatives. */
function international(companions: readonly Companion[]): Classification {
  if (companions.length === 0) return { label: 'unaccompanied', reason: 'alone', definitions: ['INT-UNACCOMPANIED'] };
  const parent = some(companions, isParent);
  const legal = some(companions, holdsLegalAuthority);
  const customary = some(companions, isAdultHabitualCarer);
  if (parent === 'yes') return { label: 'accompanied', reason: 'with_parent', definitions: ['INT-ACCOMPANIED'] };
  if (legal === 'yes') return { label: 'accompanied', reason: 'with_legal_carer', definitions: ['INT-ACCOMPANIED'] };
  if (customary === 'yes') return { label: 'accompanied', reason: 'with_habitual_carer', definitions: ['INT-ACCOMPANIED'] };
  if (either(parent, either(legal, customary)) === 'unknown') {
    const reason = parent === 'unknown' ? 'relation_unknown' : legal === 'unknown' ? 'legal_basis_unknown' : 'habitual_carer_unknown';
    return { label: 'unknown', reason, definitions: ['INT-ACCOMPANIED', 'INT-SEPARATED', 'INT-UNACCOMPANIED'] };
  }
  const kin = some(companions, isAdultRelative);
  if (kin === 'yes') return { label: 'separated', reason: 'with_adult_relative_not_carer', definitions: ['INT-SEPARATED'] };
  if (kin === 'unknown') return { label: 'unknown', reason: 'relation_unknown', definitions: ['INT-SEPARATED', 'INT-UNACCOMPANIED'] };
  return { label: 'unaccompanied', reason: 'no_responsible_adult', definitions: ['INT-UNACCOMPANIED'] };
}

const isParent = ({ relation }: Companion): Answer => answerOf(tieOf[relation] === 'parent', relation === 'unknown');

/** Parents hold authority by law unless it is known that they do not; another child never does. */
function holdsLegalAuthority(companion: Companion): Answer {
  if (companion.legalBasis !== 'unknown') return answerOf(companion.legalBasis !== 'none', false);
  const parent = isParent(companion);
  return parent === 'no' && companion.isAdult === 'no' ? 'no' : either(parent, 'unknown');
}

const isAdultHabitualCarer = ({ isAdult, isHabitualCarer }: Companion): Answer => both(isAdult, isHabitualCarer);

const isAdultRelative = ({ isAdult, relation }: Companion): Answer =>
  both(isAdult, answerOf(tieOf[relation] === 'parent' || tieOf[relation] === 'relative', relation === 'unknown'));

const answerOf = (isTrue: boolean, isUnknown: boolean): Answer => (isUnknown ? 'unknown' : isTrue ? 'yes' : 'no');
const both = (a: Answer, b: Answer): Answer => (a === 'no' || b === 'no' ? 'no' : a === 'yes' && b === 'yes' ? 'yes' : 'unknown');
const either = (a: Answer, b: Answer): Answer => (a === 'yes' || b === 'yes' ? 'yes' : a === 'no' && b === 'no' ? 'no' : 'unknown');
const some = (companions: readonly Companion[], question: (companion: Companion) => Answer): Answer =>
  companions.map(question).reduce(either, 'no');
