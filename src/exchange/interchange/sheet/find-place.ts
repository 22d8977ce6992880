import { places } from '#reference/places/index.ts';
import { folded, type FoundPlace, type Surroundings } from '../rules.ts';

/** Loaded by `import()` on a screen: the gazetteer weighs more than the rest of the import. */

type Row = (typeof places)[number];
const byCode = new Map(places.map((row) => [row.code, row]));
const byName = Map.groupBy(places.filter(({ kind }) => kind === 'admin1' || kind === 'admin2'), ({ name }) => folded(name));

const departmentOf = (row: Row): Row | undefined => (row.kind === 'admin1' ? row : byCode.get(row.parent));

/** A department or municipality by its name, only when the country and the department that are known leave one. */
export const findPlace: Surroundings['findPlace'] = (words, kind, country, department): FoundPlace | null => {
  const rows = (byName.get(folded(words)) ?? []).filter((row) =>
    row.kind === (kind === 'department' ? 'admin1' : 'admin2') && (country === undefined || row.country === country) && (department === undefined || departmentOf(row)?.iso === department));
  const row = rows[0];
  if (rows.length !== 1 || !row) return null;
  const iso = departmentOf(row)?.iso;
  return { country: row.country, ...(iso ? { department: iso } : {}), ...(row.kind === 'admin2' ? { municipality: row.name } : {}), code: row.code };
};
