import type { Instant } from '#kernel/instant.ts';
import { draftAt, receive, type Draft } from './chronicle.ts';
import { inventIdentity, tellChild, type Encounter, type Identity } from './children.ts';
import { companyKindFor } from './company.ts';
import { adultNameOf, inventFamily } from './families.ts';
import { trainingAgreements, trainingNodes } from './nodes.ts';
import { paths } from './paths.ts';
import { meetingPoints, plan, type Finders, type PlanRow } from './plan.ts';
import { randomFrom, type Random } from './random.ts';
import type { Bond, NodeKey, TrainingChild, TrainingCorridor, TrainingStory } from './story.ts';
import { trainingUsers } from './users.ts';

/**
 * The whole training corridor: six nodes, their agreements and people, and the stories of about 300 invented children,
 * so told that at `today` many of them stand between two nodes. Everything follows from the two arguments.
 * @param seed any whole number; guides and tests use 1
 * @param today the moment to which all hours count
 */
export function trainingCorridor(seed: number, today: Instant): TrainingCorridor {
  const writer = new StoryWriter(randomFrom(seed), today);
  for (const row of plan) for (let count = row.count; count > 0; count--) writer.write(row);
  return { nodes: trainingNodes, agreements: trainingAgreements(today), users: trainingUsers, stories: writer.stories };
}

interface Travellers {
  readonly bond: Bond;
  readonly identities: readonly Identity[];
  readonly sameAs: string | null;
}

class StoryWriter {
  readonly stories: TrainingStory[] = [];
  /** Single children by the path of their story: those whom another node may meet again without knowing. */
  private readonly met = new Map<string, { readonly key: string; readonly identity: Identity }[]>();
  private childCount = 0;
  private readonly random: Random;
  private readonly today: Instant;

  constructor(random: Random, today: Instant) {
    this.random = random;
    this.today = today;
  }

  write(row: PlanRow): void {
    const key = `s${String(this.stories.length + 1).padStart(3, '0')}`;
    const random = this.random.fork(key);
    const travellers = this.inventTravellers(random.fork('who'), row);
    const start = (node: NodeKey, hour: number): Draft => {
      const place = random.pick(row.places ?? meetingPoints[node].places);
      const children = this.tell(random.fork('told'), travellers, { ...row, hour, place, finders: row.finders ?? meetingPoints[node].finders });
      const team = place === 'MX07087' && node === 'mx-inm' ? 'suchiate' : undefined;
      const draft = draftAt(node, { key, bond: travellers.bond, random: random.fork('life'), children, identities: travellers.identities }, team);
      receive(draft, hour);
      return draft;
    };
    const draft = paths[row.path](random, start, row.due ?? 'later');
    const { children } = draft;
    this.stories.push({ key, path: row.path, bond: travellers.bond, children, events: draft.events.toSorted((a, b) => a.hour - b.hour) });
    if (children.length === 1) this.met.set(row.path, [...(this.met.get(row.path) ?? []), { key: children[0]!.key, identity: travellers.identities[0]! }]);
  }

  private inventTravellers(random: Random, row: PlanRow): Travellers {
    const again = row.metBefore === undefined ? undefined : this.met.get(row.metBefore)?.shift();
    if (again) return { bond: 'single', identities: [again.identity], sameAs: again.key };
    const family = inventFamily(random, random.weighted(row.countries));
    const sex = () => (random.chance(0.4) ? 'F' : 'M');
    if (row.bond === 'mother_and_child') {
      const mother = inventIdentity(random, family, random.integer(15, 17), 'F', this.today, () => false);
      const ofBaby = { ...family, firstSurname: adultNameOf(random, family.country, 'M').split(' ').at(-1)!, secondSurname: family.firstSurname, motherName: `${mother.givenNames} ${family.firstSurname}`, fatherName: null };
      return { bond: 'mother_and_child', identities: [mother, inventIdentity(random, ofBaby, 1, sex(), this.today, () => false)], sameAs: null };
    }
    const size = row.metBefore === undefined && random.chance(0.13) ? Number(random.weighted({ '2': 0.7, '3': 0.22, '4': 0.08 })) : 1;
    let age = size > 1 ? random.integer(9, 17) : ageOf(random);
    const identities: Identity[] = [];
    for (let left = size; left > 0 && age >= 0; left--, age -= random.integer(1, 4)) {
      identities.push(inventIdentity(random, family, age, sex(), this.today, (name) => identities.some((one) => one.givenNames.split(' ')[0] === name.split(' ')[0])));
    }
    return { bond: identities.length > 1 ? 'siblings' : 'single', identities, sameAs: null };
  }

  private tell(random: Random, { bond, identities, sameAs }: Travellers, at: Pick<PlanRow, 'situation' | 'urgency'> & { hour: number; place: string; finders: Finders }): TrainingChild[] {
    const company = bond === 'mother_and_child' ? 'alone' : companyKindFor(random, identities[0]!);
    const finder = random.weighted(at.finders);
    return identities.map((identity, index) => {
      const others: Encounter['others'] = identities.flatMap((other, position) =>
        position === index ? [] : [{ identity: other, relation: bond === 'siblings' ? ('sibling' as const) : index === 0 ? ('own_child' as const) : ('mother' as const) }]);
      const key = `c${String(++this.childCount).padStart(3, '0')}`;
      return tellChild(random.fork(key), key, identity, { today: this.today, receivedHour: at.hour, place: at.place, finder, company, situation: at.situation, others, sameAs, ...(at.urgency === undefined ? {} : { urgency: at.urgency }) });
    });
  }
}

const ageOf = (random: Random): number => {
  const band = random.weighted({ small: 0.07, school: 0.19, early: 0.26, late: 0.48 });
  const [least, most] = { small: [1, 5], school: [6, 11], early: [12, 14], late: [15, 17] }[band] as [number, number];
  return random.integer(least, most);
};
