import type { InputOf } from '#kernel/endpoint.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { newRequestId } from '#web/device/call.ts';
import type { Inquirer, LastContact, openTracing, Question } from '../schema.ts';

/** What is asked on the phone, in the order in which a person tells it. */
export const callSteps = ['inquirer', 'sought', 'last', 'questions', 'review'] as const;
export type CallStep = (typeof callSteps)[number];

/** A request while it is taken: nothing is forced but who asks and a name. */
export interface RequestDraft {
  readonly channel: 'phone' | 'in_person' | 'partner' | 'letter';
  readonly inquirer: Partial<Inquirer>;
  readonly sought: PartialProfile;
  readonly parents: { readonly mother: string; readonly father: string };
  readonly last: Partial<LastContact>;
  readonly cause: string;
  readonly story: string;
  readonly questions: readonly Question[];
}

const newQuestion = (): Question => ({ id: newRequestId(), question: '', answer: '' });
export const newDraft = (): RequestDraft => ({ channel: 'phone', inquirer: {}, sought: {}, parents: { mother: '', father: '' }, last: {}, cause: '', story: '', questions: [newQuestion(), newQuestion()] });

/** What is missing at a step, by the name of the field. */
export function faultsOf(draft: RequestDraft, step: CallStep): string[] {
  if (step === 'inquirer') return [...(draft.inquirer.name?.trim() ? [] : ['inquirer.name']), ...(draft.inquirer.relation ? [] : ['inquirer.relation'])];
  if (step === 'sought') return ['givenNames', 'firstSurname', 'nickname'].some((name) => typeof draft.sought[name as 'givenNames'] === 'string') ? [] : ['givenNames'];
  if (step === 'questions') return draft.questions.some(({ question, answer }) => (question.trim() === '') !== (answer.trim() === '')) ? ['questions'] : [];
  return [];
}

const peopleOf = ({ parents, sought }: RequestDraft): Pick<PartialProfile, 'people'> => {
  const told = (['mother', 'father'] as const).flatMap((relation) => (parents[relation].trim() ? [{ id: newRequestId(), relation, name: parents[relation].trim() }] : []));
  return told.length > 0 ? { people: told } : sought.people === undefined ? {} : { people: sought.people };
};

/** The request as the node takes it. */
export function inputOf(draft: RequestDraft): InputOf<typeof openTracing> {
  const { channel, inquirer, sought, last, cause, story } = draft;
  const questions = draft.questions.filter(({ question, answer }) => question.trim() !== '' && answer.trim() !== '');
  const hasLast = Object.values(last).some((value) => value !== undefined && value !== '');
  return {
    side: 'family', channel, inquirer: { ...inquirer, name: inquirer.name!.trim(), relation: inquirer.relation! }, sought: { ...sought, ...peopleOf(draft) },
    ...(hasLast ? { lastContact: { means: 'unknown', ...last } } : {}),
    ...(cause === '' ? {} : { cause: cause as NonNullable<InputOf<typeof openTracing>['cause']> }),
    ...(story.trim() === '' ? {} : { story: story.trim() }),
    ...(questions.length === 0 ? {} : { questions }),
  };
}
