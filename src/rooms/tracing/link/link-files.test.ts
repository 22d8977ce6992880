import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { generateCorridor } from '../generator/corridor.ts';
import { createRandom } from '../generator/random.ts';
import { createExplainer } from './explain-pair.ts';
import { linkFiles, type LinkedFiles } from './link-files.ts';
import { savePairs } from './save-pairs.ts';
import { readTexts } from './texts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'amparo-link-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

const corridor = generateCorridor({ children: 250, seed: 77 });
const childOf = new Map(corridor.map(({ record, childId }) => [record.key, childId]));
const header = 'id,nombres,apellidos,fecha_nacimiento,edad,fecha_registro,sexo,municipio,madre';
const rowOf = ({ record }: (typeof corridor)[number]): string =>
  [record.key, record.givenNames?.join(' '), record.surnames?.join(' '), record.birth?.date, record.birth?.estimatedAge, record.birth?.recordedOn, record.sex, record.municipality, record.motherNames?.[0]].map((cell) => cell ?? '').join(',');
const csvOf = (records: typeof corridor): string => [header, ...records.map(rowOf)].join('\n');
const link = async (left: string, right?: string): Promise<LinkedFiles> => valueOf(await linkFiles({ left, ...(right === undefined ? {} : { right }), asked: [], workers: 1 }));
const idPairs = ({ records, decision }: LinkedFiles): string[] =>
  decision.links.map(({ left, right }) => [records.ids[left]!, records.ids[right]!].toSorted().join('=')).toSorted();

describe('linking a file', async () => {
  const linked = await link(fileOf('corridor.csv', csvOf(corridor)));

  it('finds the records of one child with few mistakes', () => {
    const sizes = Map.groupBy(corridor, ({ childId }) => childId);
    const all = [...sizes.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
    const hits = linked.decision.links.filter(({ left, right }) => childOf.get(linked.records.ids[left]!) === childOf.get(linked.records.ids[right]!)).length;
    expect((2 * hits) / (all + linked.decision.links.length)).toBeGreaterThan(0.9);
  });

  it('finds the same pairs whatever the order of the lines', async () => {
    const turned = await link(fileOf('turned.csv', csvOf(corridor.toReversed())));
    const [one, other] = [idPairs(linked), new Set(idPairs(turned))];
    expect(Math.abs(one.length - other.size)).toBeLessThan(one.length / 100);
    expect(one.filter((pair) => !other.has(pair)).length).toBeLessThan(one.length / 100);
  });

  it('explains each score so that the parts sum to it, the same in both directions', () => {
    const explainer = createExplainer(linked, readTexts('en'));
    for (const { left, right } of linked.decision.links.slice(0, 200)) {
      const { score, start, fields } = explainer.explain(left, right);
      expect(fields.reduce((sum, { bits }) => sum + bits, start)).toBeCloseTo(score, 6);
      expect(explainer.explain(right, left).score).toBeCloseTo(score, 9);
    }
  });

  it('writes pairs and a page that loads nothing', async () => {
    const [out, report] = [path.join(folder, 'pairs.csv'), path.join(folder, 'report.html')];
    for (const language of ['es', 'en'] as const) {
      await savePairs(linked, out, report, readTexts(language), language, () => undefined);
      const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
      expect(lines).toHaveLength(linked.decision.links.length + 1);
      expect(lines[0]).toMatch(/^left_id,right_id,probability,/);
      const page = readFileSync(report, 'utf8');
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).not.toMatch(/(?:src|href)=|url\(|@import/);
    }
  });

  it('gives the same answer with worker threads', async () => {
    const together = valueOf(await linkFiles({ left: path.join(folder, 'corridor.csv'), asked: [], workers: 3, threadsFrom: 1 }));
    expect(together.decision.links).toEqual(linked.decision.links);
  });
});

it('looks at pairs before it compares them, and loses almost nothing by it', async () => {
  const file = fileOf('many.csv', csvOf(generateCorridor({ children: 900, seed: 78 })));
  const [every, glanced] = await Promise.all([Infinity, 1].map(async (glanceFrom) => valueOf(await linkFiles({ left: file, asked: [], workers: 1, glanceFrom }))));
  const found = new Set(idPairs(glanced!));
  expect(glanced!.compared).toBeLessThan(every!.compared / 2);
  expect(idPairs(every!).filter((pair) => found.has(pair)).length).toBeGreaterThan(0.99 * every!.decision.links.length);
});

it('gives out pairs that are all equally sure', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => `${index},Wilfredo,Xol Caal,2010-0${(index >> 1) % 9 + 1}-1${(index >> 1) % 7},7890${index >> 1}123`);
  const { decision } = await link(fileOf('sure.csv', ['id,nombres,apellidos,fecha_nacimiento,dui', ...rows].join('\n')));
  expect(decision.links.length).toBeGreaterThanOrEqual(15);
});

describe('linking two files', () => {
  it('links only across them, by columns that are called otherwise', async () => {
    const half = corridor.length >> 1;
    const right = csvOf(corridor.slice(half)).replace(header, 'case_id,given_names,surnames,dob,age,recorded_on,sex,municipality,mother');
    const { records, decision } = await link(fileOf('left.csv', csvOf(corridor.slice(0, half))), fileOf('right.csv', right));
    expect(decision.links.length).toBeGreaterThan(20);
    expect(decision.links.every((pair) => pair.left < records.boundary && pair.right >= records.boundary)).toBe(true);
  });
});

describe('files that do not speak of persons', () => {
  const random = createRandom(5);
  const words = 'golden royal blue garden palace harbor union pacific river lotus dragon olive lemon maple silver corner station mission tower island'.split(' ');
  const listed: { readonly place: number; readonly guide: number; readonly cells: readonly string[] }[] = [];
  for (let place = 0; place < 300; place++) {
    const before = listed.at(-1);
    // Every sixth is a branch of the one before: the same name and kind elsewhere.
    const name = place % 6 === 0 && before !== undefined ? before.cells[0]! : `${random.pick(words)} ${random.pick(words)} ${random.pick(['cafe', 'grill', 'bistro', 'kitchen'])}`;
    const [street, town, number] = [`${random.integer(1, 999)} ${random.pick(words)} street`, random.pick(['york', 'leeds', 'bath', 'hull']), String(random.integer(2000000, 9999999))];
    for (const guide of place % 4 === 0 ? [0, 1] : [place % 2]) listed.push({ place, guide, cells: [guide === 0 ? name : name.replace(/ (grill|kitchen)$/, ''), street.replace('street', guide === 0 ? 'street' : 'st.'), town, `020 ${number}`, random.pick(['thai', 'italian', 'french', 'indian'])] });
  }
  const lines = listed.map(({ cells }, index) => `${index},${cells.join(',')}`);
  const heading = 'id,name,addr,city,phone,type';
  const truth = listed.flatMap((one, left) => listed.flatMap((other, right) => (left < right && one.place === other.place ? [`${left}=${right}`] : [])));
  const quality = ({ records, decision }: LinkedFiles): { readonly precision: number; readonly recall: number } => {
    const found = decision.links.map(({ left, right }) => [Number(records.ids[left]), Number(records.ids[right])].toSorted((one, other) => one - other).join('='));
    const hits = found.filter((pair) => truth.includes(pair)).length;
    return { precision: hits / found.length, recall: hits / truth.length };
  };

  it('keeps the branches of a chain apart', async () => {
    const { precision, recall } = quality(await link(fileOf('places.csv', [heading, ...lines].join('\n'))));
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.9);
  });

  it('gives each listing of two clean guides one partner', async () => {
    const [left, right] = [0, 1].map((guide) => fileOf(`guide-${guide}.csv`, [heading, ...lines.filter((_, index) => listed[index]!.guide === guide)].join('\n')));
    const linked = await link(left!, right);
    expect(quality(linked).precision).toBeGreaterThan(0.95);
    expect(new Set(linked.decision.links.map((pair) => pair.left)).size).toBe(linked.decision.links.length);
  });
});

describe('files that cannot be linked', () => {
  it.each([
    ['link-unreadable', 'nowhere', undefined],
    ['link-empty', 'empty', ''],
    ['link-empty', 'heading-only', 'id,name\n'],
    ['link-no-header', 'no-header', '1,2010,3\n2,2011,4\n'],
    ['link-no-header', 'twice', 'id,name,name\n1,a,b\n'],
    ['link-duplicate-id', 'duplicate', 'id,nombres\n1,Ana\n1,Eva\n'],
    ['link-missing-id', 'missing', 'id,nombres\n1,Ana\n,Eva\n'],
    ['link-broken-quotes', 'quotes', 'id,nombres\n1,"Ana\n2,Eva\n'],
    ['link-broken-row', 'row', 'id,nombres\n1,Ana,7\n'],
    ['link-not-utf8', 'latin', Buffer.from('id,nombres\n1,Jos\u00e9\n', 'latin1')],
    ['link-not-utf8', 'utf16', Buffer.from('\ufeffid,nombres\n1,Ana\n', 'utf16le')],
    ['link-nothing-to-compare', 'nothing', 'id,notas\n1,a\n2,b\n'],
  ])('says %s of %s', async (reason, name, content) => {
    const file = content === undefined ? path.join(folder, name) : fileOf(`${name}.csv`, content);
    const asked = name === 'duplicate' || name === 'missing' ? ([['id', 'id']] as const) : [];
    const result = await linkFiles({ left: file, asked, workers: 1 });
    expect(result).toMatchObject({ ok: false, problem: { details: { reason } } });
  });

  it('names a column that is not there', async () => {
    const result = await linkFiles({ left: fileOf('columns.csv', 'id,nombres\n1,Ana\n2,Eva\n'), asked: [['surname', 'apellido']], workers: 1 });
    expect(result).toMatchObject({ ok: false, problem: { details: { reason: 'link-unknown-column', column: 'apellido' } } });
  });
});
