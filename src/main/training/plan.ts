import type { RiskLevel } from '#rooms/law/schema.ts';
import type { Finder } from './children.ts';
import type { Situation } from './concerns.ts';
import type { Due, PathName } from './paths.ts';
import type { Bond, NodeKey } from './story.ts';

/** Who found a child, by weight. */
export type Finders = Readonly<Partial<Record<Finder, number>>>;

/** How many stories take which path, and about whom. */
export interface PlanRow {
  readonly path: PathName;
  readonly count: number;
  /** ISO 3166-1 alpha-2 codes by weight. */
  readonly countries: Readonly<Record<string, number>>;
  readonly situation: Situation;
  readonly due?: Due;
  readonly urgency?: RiskLevel;
  readonly bond?: Bond;
  /** Codes of `reference/places`, where others than the node's usual ones. */
  readonly places?: readonly string[];
  readonly finders?: Finders;
  /** Tells children of that path a second time, as if nobody knew them. */
  readonly metBefore?: PathName;
}

/** Nationalities by weight: near the shares that Mexico publishes for channelled children. */
const anyone = { HN: 0.36, GT: 0.36, SV: 0.14, NI: 0.05, VE: 0.04, EC: 0.02, HT: 0.02, CU: 0.01 };
const foundInGuatemala: Pick<PlanRow, 'places' | 'finders'> = { places: ['GT2007', 'GT1217'], finders: { police: 0.4, protection_officer: 0.35, community: 0.25 } };
/** Those who have a node at home. */
const northernTriangle = { GT: 0.43, HN: 0.39, SV: 0.18 };

export const plan: readonly PlanRow[] = [
  { path: 'shelter-held', count: 8, countries: anyone, situation: 'ordinary' },
  { path: 'shelter-held', count: 5, countries: { HN: 0.5, SV: 0.3, VE: 0.2 }, situation: 'protection' },
  { path: 'shelter-held', count: 1, countries: { HN: 1 }, situation: 'protection', bond: 'mother_and_child' },
  { path: 'inm-new', count: 5, countries: anyone, situation: 'ordinary' },
  { path: 'inm-new', count: 3, countries: anyone, situation: 'ordinary', metBefore: 'shelter-held' },
  { path: 'inm-offer-open', count: 1, countries: anyone, situation: 'ordinary', due: 'overdue' },
  { path: 'inm-offer-open', count: 4, countries: anyone, situation: 'ordinary', due: 'today' },
  { path: 'inm-offer-open', count: 5, countries: anyone, situation: 'ordinary', due: 'later' },
  { path: 'inm-agreed', count: 5, countries: anyone, situation: 'ordinary' },
  { path: 'dif-held', count: 25, countries: anyone, situation: 'ordinary' },
  { path: 'dif-held', count: 16, countries: { HN: 0.45, SV: 0.22, GT: 0.15, NI: 0.08, VE: 0.06, HT: 0.04 }, situation: 'protection' },
  { path: 'dif-held', count: 2, countries: { HN: 0.5, GT: 0.5 }, situation: 'protection', bond: 'mother_and_child' },
  { path: 'dif-held-after-decline', count: 6, countries: anyone, situation: 'ordinary' },
  { path: 'dif-held-after-withdrawal', count: 4, countries: northernTriangle, situation: 'ordinary', urgency: 'medium' },
  { path: 'dif-direct', count: 9, countries: { MX: 1 }, situation: 'ordinary' },
  { path: 'dif-offer-open', count: 1, countries: northernTriangle, situation: 'ordinary', due: 'overdue' },
  { path: 'dif-offer-open', count: 2, countries: northernTriangle, situation: 'ordinary', due: 'today' },
  { path: 'dif-offer-open', count: 15, countries: northernTriangle, situation: 'ordinary', due: 'later' },
  { path: 'dif-agreed', count: 6, countries: northernTriangle, situation: 'ordinary' },
  { path: 'returned', count: 50, countries: northernTriangle, situation: 'ordinary' },
  { path: 'returned-after-decline', count: 6, countries: northernTriangle, situation: 'ordinary' },
  { path: 'shelter-offer-open', count: 1, countries: anyone, situation: 'ordinary', due: 'overdue' },
  { path: 'shelter-offer-open', count: 1, countries: anyone, situation: 'ordinary', due: 'today' },
  { path: 'shelter-offer-open', count: 6, countries: anyone, situation: 'ordinary', due: 'later' },
  { path: 'shelter-to-dif', count: 12, countries: anyone, situation: 'ordinary' },
  { path: 'dif-to-shelter', count: 9, countries: anyone, situation: 'protection' },
  { path: 'dif-to-shelter-open', count: 2, countries: anyone, situation: 'protection', due: 'later' },
  { path: 'arrival-gt', count: 14, countries: { GT: 1 }, situation: 'returned' },
  { path: 'arrival-hn', count: 12, countries: { HN: 1 }, situation: 'returned' },
  { path: 'arrival-sv', count: 8, countries: { SV: 1 }, situation: 'returned' },
  { path: 'foreign-in-guatemala', count: 4, countries: { HN: 0.6, SV: 0.3, NI: 0.1 }, situation: 'ordinary', ...foundInGuatemala },
  { path: 'foreign-in-guatemala-open', count: 1, countries: { HN: 1 }, situation: 'ordinary', due: 'today', ...foundInGuatemala },
  { path: 'foreign-in-guatemala-open', count: 2, countries: { HN: 0.6, SV: 0.4 }, situation: 'ordinary', due: 'later', ...foundInGuatemala },
  { path: 'foreign-returned-from-guatemala', count: 6, countries: { HN: 0.65, SV: 0.35 }, situation: 'ordinary', ...foundInGuatemala },
];

/** Where and by whom children come to the notice of each node. */
export const meetingPoints: Readonly<Record<NodeKey, { readonly places: readonly string[]; readonly finders: Finders }>> = {
  'mx-inm': { places: ['MX07089', 'MX07087', 'MX07087', 'MX07040', 'MX07051', 'MX07069', 'MX07034', 'MX07102'], finders: { migration_officer: 0.85, police: 0.15 } },
  'mx-dif': { places: ['MX07089', 'MX07015', 'MX07057'], finders: { police: 0.3, community: 0.35, health_worker: 0.15, self: 0.2 } },
  'mx-albergue': { places: ['MX07089'], finders: { shelter: 0.6, self: 0.25, community: 0.15 } },
  'gt-pgn': { places: ['GT1217', 'GT1217', 'rc-cnr-quetzaltenango'], finders: { returning_authority: 0.8, protection_officer: 0.2 } },
  'sv-conapina': { places: ['bc-las-chinamas', 'rc-dam-sv'], finders: { returning_authority: 1 } },
  'hn-senaf': { places: ['bc-corinto', 'rc-belen-sps', 'HN0503'], finders: { returning_authority: 1 } },
};
