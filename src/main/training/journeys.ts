import { places } from '#reference/places/index.ts';
import { routes } from '#reference/routes/index.ts';
import type { Place } from '#rooms/person/schema.ts';
import type { Situation } from './concerns.ts';
import type { Family } from './families.ts';
import type { Random } from './random.ts';
import type { TrainingChild } from './story.ts';

const placesByCode = new Map(places.map((place) => [place.code, place]));

/** A place of the reference as a file writes it down. Throws on an unknown code: the codes are ours. */
export function placeOf(code: string): Place {
  const place = placesByCode.get(code);
  if (!place) throw new Error(`no place ${code} in reference/places`);
  const parent = placesByCode.get(place.parent);
  const department = parent?.iso ? { department: parent.iso } : {};
  return place.kind === 'admin2' ? { country: place.country, ...department, municipality: place.name, code } : { country: place.country, ...department, code, text: place.name };
}

/** The way north by nationality, from home to the Suchiate, as codes of `reference/places`. */
const waysNorth: Readonly<Record<string, readonly { readonly route: string | null; readonly places: readonly string[] }[]>> = {
  HN: [{ route: 'O1', places: waypointsOf('O1').slice(0, -1) }, { route: 'O2', places: waypointsOf('O2').slice(0, 3) }],
  SV: [{ route: null, places: ['bc-la-hachadura', 'gn-3598132', 'bc-ciudad-hidalgo-tecun-uman'] }, { route: null, places: ['bc-las-chinamas', 'gn-3598132', 'bc-talisman-el-carmen'] }],
  GT: [{ route: null, places: ['GT1217', 'bc-ciudad-hidalgo-tecun-uman'] }, { route: null, places: ['bc-talisman-el-carmen'] }, { route: null, places: ['bc-ciudad-cuauhtemoc-la-mesilla'] }],
};

/** How she came to where she was found: back with a return bus, from within Mexico, or by one of the ways north. */
export function journeyTo(random: Random, family: Family, foundAt: string, situation: Situation): TrainingChild['journey'] {
  const home = family.originCode === null ? [] : [family.originCode];
  const isHome = placesByCode.get(foundAt)?.country === family.country;
  if (isHome && situation === 'returned') return { route: family.country === 'GT' ? 'X1' : family.country === 'HN' ? 'X2' : null, places: ['MX07089', foundAt] };
  if (isHome) return { route: null, places: [...home, foundAt] };
  const isStillInGuatemala = placesByCode.get(foundAt)?.country === 'GT';
  const way = isStillInGuatemala ? { route: null, places: [] } : random.pick(waysNorth[family.country] ?? [{ route: null, places: ['gn-3598132', 'bc-ciudad-hidalgo-tecun-uman'] }]);
  return { route: way.route, places: [...home, ...way.places, foundAt] };
}

function waypointsOf(code: string): string[] {
  return routes.find((route) => route.code === code)!.waypoints.map((waypoint) => waypoint.place);
}
