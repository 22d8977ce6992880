import { places } from '#reference/places/index.ts';
import type { ComboboxOption } from '#web/kit/combobox-props.ts';
import { plainText } from '#web/kit/list-order.ts';
import { text } from '#web/kit/text.tsx';
import type { Place } from '../schema.ts';
import { countryName } from './reference-names.ts';

/** Only ever loaded by `import()`: with its rows it weighs more than all other screens of a room together. */

type Row = (typeof places)[number];
interface Entry {
  readonly row: Row;
  readonly words: string;
}

const byCode = new Map(places.map((row) => [row.code, row]));
const mostFound = 20;
let entries: readonly Entry[] | undefined;

/** The state or department above a place, if there is one. */
function departmentOf(row: Row): Row | undefined {
  let above: Row | undefined = row;
  while (above && above.kind !== 'admin1') above = byCode.get(above.parent);
  return above;
}

const municipalityOf = (row: Row): Row | undefined => (row.kind === 'admin1' ? undefined : row.kind === 'admin2' ? row : byCode.get(row.parent)?.kind === 'admin2' ? byCode.get(row.parent) : undefined);

/** `Chiapas, México`: what tells a place from another of its name. */
function above(row: Row): string {
  const department = departmentOf(row);
  return [department && department !== row ? department.name : '', countryName(row.country)].filter(Boolean).join(', ');
}

const optionOf = (row: Row): ComboboxOption => ({ value: row.code, label: row.name, hint: `${above(row)} · ${text(`reference.place-kind.${row.kind}`)}` });

/** Municipalities first, then what lies in them; a place whose name begins with what was typed before one that only holds it. */
function weightOf({ row, words }: Entry, typed: string): number {
  const kinds = ['admin2', 'town', 'border_crossing', 'reception_centre', 'admin1', 'consulate'];
  return (words.startsWith(typed) ? 0 : 10) + kinds.indexOf(row.kind);
}

/** Places that hold every word that was typed, the likeliest first. */
export function findPlaces(typed: string): ComboboxOption[] {
  entries ??= places.map((row) => ({ row, words: plainText(`${row.name} ${departmentOf(row)?.name ?? ''} ${countryName(row.country)}`) }));
  const plain = plainText(typed);
  if (plain.length < 2) return [];
  const words = plain.split(' ');
  return entries
    .filter((entry) => words.every((word) => entry.words.includes(word)))
    .toSorted((one, other) => weightOf(one, plain) - weightOf(other, plain))
    .slice(0, mostFound)
    .map(({ row }) => optionOf(row));
}

/** A place of the gazetteer as it is kept in a file. */
export function placeOf(code: string): Place | null {
  const row = byCode.get(code);
  if (!row) return null;
  const department = departmentOf(row)?.iso;
  const municipality = municipalityOf(row);
  return {
    country: row.country,
    ...(department ? { department } : {}),
    ...(municipality ? { municipality: municipality.name } : {}),
    code: row.code,
    ...(row.kind === 'admin1' || row.kind === 'admin2' ? {} : { text: row.name }),
  };
}

/** Name of a state or department by its ISO 3166-2 code. */
export const departmentName = (iso: string): string | undefined => places.find((row) => row.iso === iso)?.name;
