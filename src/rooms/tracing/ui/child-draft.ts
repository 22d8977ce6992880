import type { InputOf } from '#kernel/endpoint.ts';
import type { ChildId } from '#kernel/identifier.ts';
import type { Relation } from '#rooms/law/schema.ts';
import { noConsent, type ConsentDraft } from '#rooms/case/ui/consent-draft.ts';
import type { childWishes, openTracing } from '../schema.ts';
import { faultsOf, inputOf, newDraft, type RequestDraft } from './request-draft.ts';

/** What a child is asked, in an order in which she can stop at any time. */
export const childSteps = ['consent', 'who', 'remember', 'questions', 'wishes', 'readBack'] as const;
export type ChildStep = (typeof childSteps)[number];

interface Feared { readonly relation: Relation | ''; readonly name: string }

/** A child's request while it is taken. Nothing is forced but her answer, who it is to her and a name. */
export interface ChildDraft extends RequestDraft {
  readonly answer: '' | 'yes' | 'later' | 'no';
  readonly consent: ConsentDraft;
  readonly wishes: readonly (typeof childWishes)[number][];
  readonly feared: readonly Feared[];
}

export const newChildDraft = (): ChildDraft => ({
  ...newDraft(), channel: 'in_person', answer: '', wishes: [], feared: [{ relation: '', name: '' }],
  // what the first step reads to her
  consent: { ...noConsent, answers: { ...noConsent.answers, tracing: 'granted' }, explained: { topics: ['what_for', 'who_sees', 'may_refuse', 'may_withdraw', 'services_not_conditional'], means: 'spoken' }, understanding: 'said_yes' },
});

/** What is missing at a step, by the name of the field. The consent has a rule of its own. */
export function childFaultsOf(draft: ChildDraft, step: ChildStep): string[] {
  switch (step) {
    case 'consent': return draft.answer === '' ? ['answer'] : [];
    case 'who': return [...(draft.inquirer.relation ? [] : ['inquirer.relation']), ...faultsOf(draft, 'sought')];
    case 'questions': return faultsOf(draft, 'questions');
    case 'wishes': return draft.feared.some(({ relation, name }) => relation === '' && name.trim() !== '') ? ['feared'] : [];
    default: return [];
  }
}

/** The request as the node takes it. @param name of the child, as her file has it */
export function childInputOf(draft: ChildDraft, childId: ChildId, name: string): InputOf<typeof openTracing> {
  const feared = draft.feared.flatMap(({ relation, name: called }) => (relation === '' ? [] : [{ relation, ...(called.trim() === '' ? {} : { name: called.trim() }) }]));
  return {
    ...inputOf({ ...draft, inquirer: { relation: draft.inquirer.relation!, name } }), side: 'child', childId,
    ...(draft.wishes.length === 0 ? {} : { wishes: [...draft.wishes] }), ...(feared.length === 0 ? {} : { feared }),
  };
}
