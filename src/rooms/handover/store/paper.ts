import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { asNode } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { tablesOf } from './tables.ts';

/** The number of the child's card that counts now, with the code that stands on it. Null when she has none. */
export const cardOf = (unit: UnitOfWork, childId: ChildId): Promise<{ number: string; code: string; isNew: false } | null> =>
  asNode(unit.transaction, async () => {
    const row = await tablesOf(unit.transaction).selectFrom('handover.card').select('card_id').where('child_id', '=', childId).where('revoked_at', 'is', null).executeTakeFirst();
    return row ? { number: row.card_id, code: unit.node.vault.childCardOf(row.card_id).code, isNew: false } : null;
  });

/** The child of whom this node printed the document with a folio; null when it printed none such. Folios count at each node for itself. */
export const childOfFolio = (unit: UnitOfWork, folio: string): Promise<ChildId | null> =>
  asNode(unit.transaction, async () => (await tablesOf(unit.transaction).selectFrom('handover.printed').select('child_id').where('folio', '=', folio).executeTakeFirst())?.child_id ?? null);

/** The folio of a document: given once, the same on every later print. Numbers run by kind and year without gaps. */
export const ensureFolio = (unit: UnitOfWork, childId: ChildId, subjectId: Uuid, kind: 'AER' | 'OC'): Promise<string> =>
  asNode(unit.transaction, async () => {
    const tables = tablesOf(unit.transaction);
    const known = await tables.selectFrom('handover.printed').select('folio').where('child_id', '=', childId).where('subject_id', '=', subjectId).where('kind', '=', kind).executeTakeFirst();
    if (known) return known.folio;
    const year = Number(unit.now.slice(0, 4));
    const { last } = await tables.insertInto('handover.folio').values({ kind, year, last: 1 })
      .onConflict((on) => on.columns(['kind', 'year']).doUpdateSet((row) => ({ last: row('handover.folio.last', '+', 1) }))).returning('last').executeTakeFirstOrThrow();
    const folio = `${unit.node.settings.country}-${kind}/${year}/${String(last).padStart(6, '0')}`;
    await tables.insertInto('handover.printed').values({ child_id: childId, subject_id: subjectId, kind, folio }).execute();
    return folio;
  });
