import { readNameList } from '#rooms/tracing/names.ts';
import { mistype } from '#rooms/tracing/generator/misspelling.ts';
import { createRandom, createRankedDraw, type Random } from '#rooms/tracing/generator/random.ts';

const german = 'müller,schmidt,schneider,fischer,weber,meyer,wagner,becker,schulz,hoffmann,schäfer,koch,bauer,richter,klein,wolf,schröder,neumann,schwarz,zimmermann,braun,krüger,hofmann,hartmann,lange,schmitt,werner,krause,meier,lehmann,maier,köhler,herrmann,könig,walter,mayer,huber,kaiser,fuchs,peters,lang,scholz,möller,weiß,jung,hahn,schubert,vogel,friedrich,keller,günther,frank,berger,winkler,roth,beck,lorenz,baumann,franke,albrecht'.split(',');
const english = 'smith,jones,taylor,brown,williams,wilson,johnson,davies,robinson,wright,thompson,evans,walker,white,roberts,green,hall,wood,jackson,clarke,harris,lewis,turner,hill,scott,cooper,morris,ward,moore,king,watson,baker,harrison,morgan,patel,young,allen,mitchell,james,anderson,phillips,lee,bell,parker,davis,bennett,miller,cook,shaw,campbell,ryan,nguyen,kelly,webb,reid,hughes,murphy,o\'brien,burns,dixon'.split(',');
const streets = 'hauptstrasse,bahnhofstrasse,gartenweg,church street,station road,high street,mill lane,lindenallee,schulstrasse,kings avenue,victoria place,park circuit,hill crescent,rose court,bergweg,ringstrasse,wattle drive,ocean parade'.split(',');
const towns = 'berlin,hamburg,münchen,köln,leeds,bristol,sydney,perth,cairns,hobart,bremen,essen,york,bath,geelong,ballarat,bendigo,toowoomba,dresden,leipzig'.split(',');

/**
 * Persons with German and English names in two clean files (`file` 0 and 1), after the manner of FEBRL 4: name, birth, street, suburb,
 * postcode, state, a social security number that is sometimes missing or wrong; `person` is the truth. Same seed, same records.
 */
export function inventEnglish(persons: number, seed: number): Record<string, string>[] {
  const random = createRandom(seed);
  const given = createRankedDraw([...new Set(readNameList('nicknames_english.csv').map((row) => row['formal_name']!.toLowerCase()))], 0.8);
  const surname = createRankedDraw(german.flatMap((name, index) => [name, english[index] ?? name]), 0.6);
  const rows: Record<string, string>[] = [];
  for (let person = 0; person < persons; person++) {
    const truth = {
      given_name: given(random), surname: surname(random), street_number: String(random.integer(1, 250)), address_1: random.pick(streets), suburb: random.pick(towns), postcode: String(random.integer(1000, 9999)),
      state: random.pick(['nsw', 'vic', 'qld', 'wa', 'sa']), date_of_birth: `${random.integer(1920, 2005)}${String(random.integer(1, 12)).padStart(2, '0')}${String(random.integer(1, 28)).padStart(2, '0')}`, soc_sec_id: String(random.integer(1000000, 9999999)),
    };
    rows.push({ person: String(person), file: '0', ...truth });
    if (random.isChance(0.8)) rows.push({ person: String(person), file: '1', ...noisy(truth, random) });
  }
  return rows.map((row, index) => ({ rec_id: `p${(index * 7919) % 1_000_003}`, ...row }));
}

function noisy(truth: Record<string, string>, random: Random): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [column, value] of Object.entries(truth)) found[column] = random.isChance(column === 'soc_sec_id' ? 0.15 : 0.06) ? '' : random.isChance(0.14) ? mistype(value, random) : value;
  if (random.isChance(0.08)) [found['given_name'], found['surname']] = [found['surname']!, found['given_name']!];
  if (random.isChance(0.1)) Object.assign(found, { street_number: String(random.integer(1, 250)), address_1: random.pick(streets), suburb: random.pick(towns), postcode: String(random.integer(1000, 9999)) });
  return found;
}
