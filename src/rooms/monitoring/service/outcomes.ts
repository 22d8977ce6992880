import { stringify } from 'csv-stringify/sync';
import { monthAfter, type Instant } from '#kernel/instant.ts';
import { succeed } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { countOutcomes, outcomes, published, type OutcomeCounts, type PublishedCounts } from '../rules.ts';
import { exportOutcomes, viewOutcomes } from '../schema.ts';
import { firstHandoverAt, handoversOpened } from '../store/outcomes.ts';

const counters: readonly Role[] = ['supervisor', 'coordinator', 'monitoring_officer', 'administrator'];
const directions = ['outgoing', 'incoming'] as const;

/** Months are those of UTC: two agencies must not count one handover in two months. */
const periodOf = (month: string): readonly [Instant, Instant] => [`${month}-01T00:00:00.000Z` as Instant, `${monthAfter(month)}-01T00:00:00.000Z` as Instant];

async function counted(unit: UnitOfWork, month: string): Promise<{ readonly direction: (typeof directions)[number]; readonly counts: OutcomeCounts }[]> {
  const handovers = await handoversOpened(unit, ...periodOf(month));
  return directions.map((direction) => ({ direction, counts: countOutcomes(handovers.filter((handover) => handover.direction === direction)) }));
}

/** How the handovers of a month ended: those of this agency, and those towards it. Over all agencies the first count each handover once. */
export const view = query({
  name: 'monitoring.view-outcomes',
  input: viewOutcomes.input,
  scope: { roles: counters, allowsNode: true },
  read: async (unit, { month }) => succeed({
    month, firstMonth: (await firstHandoverAt(unit))?.slice(0, 7) ?? null, generatedAt: unit.now,
    directions: (await counted(unit, month)).map(({ direction, counts: { total, counts, toTaken, toFirstContact } }) => (
      { direction, total, outcomes: outcomes.map((outcome) => ({ outcome, count: counts[outcome] })), toTaken: { ...toTaken }, toFirstContact: { ...toFirstContact } })),
  }),
});

type Row = { readonly direction: string; readonly measure: string; readonly value: number | null; readonly of: number | null };

/** One row a figure: what is not said is null. */
const rowsOf = (direction: string, { total, counts, toTaken, toFirstContact }: PublishedCounts): Row[] => [
  ...outcomes.map((outcome) => ({ direction, measure: outcome, value: counts[outcome], of: null })), { direction, measure: 'total', value: total, of: null },
  { direction, measure: 'median_hours_offer_to_taken', value: toTaken?.hours ?? null, of: toTaken?.of ?? null },
  { direction, measure: 'median_hours_taken_to_first_contact', value: toFirstContact?.hours ?? null, of: toFirstContact?.of ?? null },
];

/** The same as a file: for outside the agency without small cells. */
export const file = query({
  name: 'monitoring.export-outcomes',
  input: exportOutcomes.input,
  scope: { roles: counters, allowsNode: true },
  read: async (unit, { month, format, audience }) => {
    const { nodeId, settings } = unit.node;
    const rows = (await counted(unit, month)).flatMap(({ direction, counts }) => rowsOf(direction, audience === 'outside' ? published(counts) : counts));
    const fileName = `resultados-${month}${audience === 'agency' ? '-interno' : ''}.${format}`;
    const head = { month, node: nodeId, agency: settings.shortName };
    return succeed(format === 'json'
      ? { fileName, mediaType: 'application/json', content: `${JSON.stringify({ ...head, generatedAt: unit.now, audience, suppressed: audience === 'outside' ? 'null: from 1 to 4, or needed to hide such a number' : null, figures: rows }, null, 2)}\n` }
      : { fileName, mediaType: 'text/csv', content: stringify(rows.map((row) => ({ ...head, ...row })), { header: true, bom: true, escape_formulas: true, cast: { object: () => '' } }) });
  },
});
