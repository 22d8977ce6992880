import { describe, expect, it } from 'vitest';
import { guessMapping, type KnownNames } from './guess-mapping.ts';

const known: KnownNames = { given: new Set(['juan', 'maria', 'ana', 'jose']), surnames: new Set(['lopez', 'xol', 'caal', 'perez']) };
const fieldsOf = (header: string[], rows: string[][], asked: Parameters<typeof guessMapping>[2] = []) =>
  Object.fromEntries(guessMapping(header, rows, asked, known).map(({ column, field, reason }) => [column, `${field}/${reason}`]));

describe('guessing what the columns are', () => {
  it('reads Spanish headings', () => {
    expect(fieldsOf(['Expediente', 'Nombres', 'Primer apellido', 'Segundo Apellido', 'Fecha de nacimiento', 'Nombre de la madre', 'Teléfono'], [['1', 'Juan', 'López', 'Xol', '2010-01-02', 'Ana', '55512345']])).toEqual({
      Expediente: 'id/heading', Nombres: 'given_name/heading', 'Primer apellido': 'surname/heading', 'Segundo Apellido': 'second_surname/heading',
      'Fecha de nacimiento': 'date_of_birth/heading', 'Nombre de la madre': 'mother_name/heading', Teléfono: 'phone/heading',
    });
  });

  it('takes "name" for persons only when persons stand in it', () => {
    const persons = [['1', 'Juan López'], ['2', 'María Xol'], ['3', 'Ana Caal'], ['4', 'José Pérez']];
    const restaurants = [['1', 'golden dragon'], ['2', "arnie's grill"], ['3', 'cafe roma'], ['4', 'the palm']];
    expect(fieldsOf(['id', 'name'], persons)['name']).toBe('full_name/heading');
    expect(fieldsOf(['id', 'name'], restaurants)['name']).toBe('text/rest');
  });

  it('takes "nombres" beside surnames for given names, also two of them', () => {
    const rows = [['1', 'Juan José', 'López Xol'], ['2', 'María Ana', 'Xol Caal'], ['3', 'Ixmucané', 'Caal Pérez']];
    expect(fieldsOf(['id', 'nombres', 'apellidos'], rows)).toMatchObject({ nombres: 'given_name/heading', apellidos: 'surname/heading' });
  });

  it('finds dates, sexes and names by their values', () => {
    const rows = [['Juan', 'López', '02/01/2010', 'M', 'x1'], ['María', 'Xol', '25/12/2011', 'F', 'x2'], ['Ana', 'Caal', '14/07/2012', 'F', 'x3']];
    expect(fieldsOf(['a', 'b', 'c', 'd', 'e'], rows)).toMatchObject({ a: 'given_name/values', c: 'date_of_birth/values', d: 'sex/values', e: 'exact/rest' });
  });

  it('does as asked, and leaves out the known answers of a test set', () => {
    expect(fieldsOf(['id', 'who', 'cluster'], [['1', 'a', '7'], ['2', 'b', '7']], [['nickname', 'who']])).toEqual({ id: 'id/heading', who: 'nickname/asked', cluster: 'ignore/heading' });
  });
});
