/** Of a hundred events, so many are of each kind. */
export const usualShares = { act: 36, round: 46, release: 5, crash: 3, backup: 2.4, restore: 0.25, partition: 1.4, skew: 0.7, disk: 0.7, lie: 1, oldMachine: 1, followUp: 2, intake: 2, replay: 3, play: 0 };
export type Kind = keyof typeof usualShares;

/** How often what happens: campaigns of one temper are rich in sequences that another seldom has. */
export interface Temper {
  readonly name: string;
  readonly shares: Readonly<Record<Kind, number>>;
  /** How much likelier a restore is while another node recovers. */
  readonly cascade: number;
  /** Share of the restores that meet a node with something under way, if there is one. */
  readonly aimed: number;
  /** Share of the restores that meet two nodes at once. */
  readonly together: number;
  /** Share of the letters that do not get through for hours although others do; a copy of each arrives late. */
  readonly stuck: number;
  /** Share of replays that come from before a restore. */
  readonly fromBefore: number;
  /** Share of openings that are requests; of proposals that are declined; of requests that are refused. */
  readonly pulls: number;
  readonly declines: number;
  readonly refusals: number;
  /** Share of children who are there before the faults begin. */
  readonly registered: number;
  /** One child in so many travels with the one before. */
  readonly siblingEvery: number;
}

export const usual: Temper = { name: 'usual', shares: usualShares, cascade: 1, aimed: 0, together: 0.3, stuck: 0, fromBefore: 0, pulls: 0.2, declines: 0.12, refusals: 0.2, registered: 0.7, siblingEvery: 5 };
const temper = (name: string, differences: Partial<Omit<Temper, 'shares'>> & { readonly shares?: Partial<Temper['shares']> }): Temper => ({ ...usual, ...differences, name, shares: { ...usualShares, ...differences.shares } });

/** Each is rich in what some counterexamples of the explorer (`test/model`) need. */
export const tempers: readonly Temper[] = [
  temper('restores', { shares: { restore: 1 } }),
  temper('late letters', { shares: { restore: 1, replay: 10, backup: 4 }, aimed: 0.5, stuck: 0.15, fromBefore: 0.8 }),
  temper('cascades', { shares: { restore: 0.4, backup: 3, replay: 5 }, cascade: 5, aimed: 0.7, together: 0.5, stuck: 0.2, fromBefore: 0.7, siblingEvery: 2 }),
  temper('fresh backups', { shares: { restore: 1.2, backup: 12 }, aimed: 0.8, stuck: 0.1, declines: 0.4 }),
  temper('requests', { shares: { restore: 0.8, replay: 12, backup: 4 }, stuck: 0.08, fromBefore: 0.9, pulls: 0.6, refusals: 0.5 }),
  temper('counterexamples', { shares: { play: 1.5, followUp: 4 }, registered: 1, siblingEvery: 3 }),
  temper('intakes', { shares: { restore: 1.2, backup: 2, intake: 12, replay: 8 }, stuck: 0.2, fromBefore: 0.5, registered: 0 }),
];
