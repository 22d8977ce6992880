import { mistype } from '#rooms/tracing/generator/misspelling.ts';
import { createRandom, createRankedDraw, type Random } from '#rooms/tracing/generator/random.ts';

const owners = 'arnie,carmine,felix,gino,hugo,ivy,jojo,lucca,marcel,nora,otto,palma,quinn,rosa,sofi,tito,ugo,vera,wanda,xavier,yuki,zeno,mario,luigi,chin,lee,anna,paul,pete,sam,lola,remi,bruno,dante,elsa,frida'.split(',');
const kinds: readonly (readonly [long: string, short: string])[] = [['restaurant', ''], ['cafe', 'cafe'], ['bar and grill', 'bar & grill'], ['grill', 'grill room'], ['delicatessen', 'deli'], ['steak house', 'steakhouse'], ['pizzeria', 'pizza'], ['bistro', 'bistro'], ['kitchen', ''], ['trattoria', 'trattoria'], ['noodle house', 'noodles'], ['oyster bar', 'oyster bar']];
const words = 'golden,royal,blue,red,old,new,little,grand,garden,palace,harbor,union,pacific,gotham,river,sunset,lotus,dragon,olive,lemon,maple,silver,corner,station,mission,plaza,tower,island,valley,market'.split(',');
const cuisines: readonly (readonly [string, string])[] = [['american', 'american (new)'], ['italian', 'northern italian'], ['french', 'french bistro'], ['chinese', 'dim sum'], ['japanese', 'sushi'], ['mexican', 'tex-mex'], ['seafood', 'fish'], ['steakhouses', 'american'], ['delis', 'coffee shops'], ['indian', 'asian'], ['thai', 'asian'], ['pizza', 'italian']];
const cities: readonly (readonly [city: string, suburbs: readonly string[], code: string])[] = [['new york', ['new york city', 'brooklyn'], '212'], ['los angeles', ['studio city', 'santa monica', 'w. hollywood'], '310'], ['san francisco', ['sf'], '415'], ['atlanta', ['decatur'], '404'], ['las vegas', ['henderson'], '702'], ['chicago', ['evanston'], '312']];
const streets = 'main,oak,sunset,broadway,peachtree,mission,market,ventura,lexington,madison,park,lake,state,clark,union,columbus,geary,melrose,wilshire,spring,grove,hudson,bleecker,canal'.split(',');
const ways: readonly (readonly [string, string])[] = [['st.', 'street'], ['ave.', 'avenue'], ['blvd.', 'boulevard'], ['rd.', 'road']];

/**
 * Places to eat as two guides print them (name, address, city, phone, kind), with chains of several branches and about a tenth in
 * both guides; `place` is the truth and `guide` says which of the two. Same seed, same records.
 */
export function inventBusinesses(count: number, seed: number): Record<string, string>[] {
  const random = createRandom(seed);
  const owner = createRankedDraw(owners, 0.5);
  const nameOf = (): readonly [string, string] => {
    const [long, short] = random.pick(kinds);
    const name = random.isChance(0.45) ? `${owner(random)}'s` : random.isChance(0.5) ? `${random.pick(words)} ${random.pick(words)}` : `${random.pick(['the', 'la', 'il', 'chez', 'cafe'])} ${random.pick([...words, ...owners])}`;
    return [`${name} ${long}`, `${name} ${short}`.trim()];
  };
  const rows: Record<string, string>[] = [];
  for (let place = 0; rows.length < count;) {
    const names = nameOf();
    const cuisine = random.pick(cuisines);
    for (let branches = random.isChance(0.06) ? random.integer(2, 4) : 1; branches > 0; branches--, place++) {
      const [city, suburbs, code] = random.pick(cities);
      const [short, long] = random.pick(ways);
      const truth = { names, cuisine, city, suburb: random.pick(suburbs), number: String(random.integer(1, 9999)), street: random.pick(streets), short, long, code, digits: String(random.integer(2000000, 9999999)), corner: random.pick(streets) };
      const guides = random.isChance(0.13) ? [0, 1] : [random.integer(0, 1)];
      for (const guide of guides) rows.push({ place: String(place), guide: String(guide), ...listing(truth, guide, random) });
    }
  }
  return rows.slice(0, count).map((row, index) => ({ id: `b${index}`, ...row }));
}

function listing(truth: { readonly names: readonly [string, string]; readonly cuisine: readonly [string, string]; readonly city: string; readonly suburb: string; readonly number: string; readonly street: string; readonly short: string; readonly long: string; readonly code: string; readonly digits: string; readonly corner: string }, guide: number, random: Random): Record<string, string> {
  const usual = (share: number): boolean => guide === 0 || random.isChance(1 - share);
  const slip = (text: string, share: number): string => (random.isChance(share) ? mistype(text, random) : text);
  const street = `${random.isChance(0.2) ? random.pick(['n. ', 's. ', 'w. ', 'e. ']) : ''}${truth.street} ${usual(0.4) ? truth.short : truth.long}`;
  const number = random.isChance(0.04) ? String(random.integer(1, 9999)) : truth.number;
  return {
    name: slip(truth.names[usual(0.45) ? 0 : 1], 0.05),
    addr: `${number} ${slip(street, 0.04)}${random.isChance(0.15) ? ` at ${truth.corner} ${truth.short}` : ''}`,
    city: usual(0.25) ? truth.city : truth.suburb,
    phone: `${truth.code}${guide === 0 ? '/' : '-'}${random.isChance(0.04) ? random.integer(200, 999) : truth.digits.slice(0, 3)}-${truth.digits.slice(3)}`,
    type: usual(0.6) ? truth.cuisine[0] : truth.cuisine[1],
  };
}
