import { uuidFrom, type Uuid } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import { openRequest } from '#rooms/tracing/index.ts';
import type { NodeKey, TrainingCorridor, TrainingStory } from '../training/story.ts';
import type { CorridorNode } from './nodes.ts';
import type { Stage } from './stage.ts';

/** Requests opened at each node: enough to look at, few enough to read. */
const requestsPerNode = 3;

/** As a family says it on the phone: without the second surname, and spelt by ear. */
function asHeard(profile: PartialProfile): PartialProfile {
  const heard = (words: string | undefined) => words?.replaceAll('z', 's').replaceAll('v', 'b').replaceAll('Z', 'S').replaceAll('V', 'B');
  const given = heard(valueOfField(profile, 'givenNames'));
  const surname = heard(valueOfField(profile, 'firstSurname'));
  const { birth, sex, nationalities, originPlace } = profile;
  return {
    ...(given === undefined ? {} : { givenNames: given }), ...(surname === undefined ? {} : { firstSurname: surname }), ...(birth === undefined ? {} : { birth }), ...(sex === undefined ? {} : { sex }),
    ...(nationalities === undefined ? {} : { nationalities }), ...(originPlace === undefined ? {} : { originPlace }),
  };
}

const staysWhereReceived = ({ events }: TrainingStory): boolean => events.every(({ kind }) => kind !== 'delivered');

/** Children who came to a node, are still with it and consent to being looked for, each with who received her. */
const staying = ({ stories }: TrainingCorridor, node: NodeKey) => stories.filter(staysWhereReceived).flatMap(({ events, children }) => events.flatMap((event) => {
  const intake = event.kind === 'received' && event.node === node ? children.find(({ key }) => key === event.child)?.intake : undefined;
  return intake?.consent?.answers.tracing === 'granted' && valueOfField(intake.profile, 'givenNames') !== undefined ? [{ user: event.user, profile: intake.profile }] : [];
}));

async function openAt({ staff }: Stage, { running }: CorridorNode, user: string, profile: PartialProfile): Promise<void> {
  const mother = (valueOfField(profile, 'people') ?? []).find(({ relation }) => relation === 'mother')?.name;
  const questionId: Uuid = uuidFrom(running.services.clock.milliseconds(), running.services.randomBytes(10));
  const answer = await openRequest.run(running.services, staff.callers.get(user)!, {
    side: 'family', channel: 'phone', inquirer: { name: mother ?? 'Rosa María (tía)', relation: mother === undefined ? 'aunt_uncle' : 'mother', phone: '+502 0000 0042', isSafeToCall: 'yes' }, sought: asHeard(profile),
    lastContact: { means: 'call', heading: 'Al norte, con un grupo' }, cause: 'journey_dispersion', story: 'Llamó una vez desde el camino y ya no volvió a llamar.',
    questions: [{ id: questionId, question: '¿Cómo le dicen en casa a la persona que más la cuidaba?', answer: 'Mamá Tencha' }],
  });
  if (!answer.ok) throw new Error(`tracing by ${user}: ${answer.problem.code} ${JSON.stringify(answer.problem.details)}`);
}

/** A few families call each node for a child who is in its care and consents to being looked for: there is a match to find. */
export async function traceFamilies(stage: Stage, corridor: TrainingCorridor): Promise<void> {
  stage.setClock(addHours(stage.today, -2));
  for (const node of stage.nodes) {
    for (const { user, profile } of staying(corridor, node.training.key).slice(0, requestsPerNode)) await openAt(stage, node, user, profile);
  }
  await askElsewhere(stage, corridor);
}

/** One family calls the child protection office about a child who is with another agency: asked there privately, the two meet. */
async function askElsewhere(stage: Stage, corridor: TrainingCorridor): Promise<void> {
  const node = stage.nodes.find(({ training }) => training.key === asking)!;
  const people = corridor.users.filter((user) => user.node === asking);
  const [worker, coordinator] = (['case_worker', 'coordinator'] as const).map((role) => people.find(({ roles }) => roles.includes(role))!.userName);
  for (const peer of stage.nodes.filter(({ training }) => isAgreed(corridor, training.key))) {
    const there = staying(corridor, peer.training.key).at(-1);
    if (!there) continue;
    await openAt(stage, node, worker!, there.profile);
    const started = await node.running.federation.compare({ peer: peer.running.services.nodeId, kind: 'facts' }, stage.staff.callers.get(coordinator!)!);
    const found = started.ok ? await started.value.done : started;
    if (found.ok && found.value.found > 0) return;
  }
}

const asking: NodeKey = 'mx-dif';
const isAgreed = ({ agreements }: TrainingCorridor, peer: NodeKey): boolean => agreements.some(({ parties, purposes }) => parties.includes(asking) && parties.includes(peer) && peer !== asking && purposes.includes('family_tracing'));
