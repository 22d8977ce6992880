import { expect, test } from 'vitest';
import { randomToken, tokenUnder } from '#platform/vault/index.ts';
import { recognisableFacts } from './facts.ts';

type Values = Parameters<typeof recognisableFacts>[0];
const child = (values: Record<string, unknown>): Values => values;

test('a child is recognised by how she sounds, not by how she is written', () => {
  const one = recognisableFacts(child({ givenNames: 'Xiomara', firstSurname: 'Bázquez', birth: { precision: 'year', year: 2014 } }));
  const other = recognisableFacts(child({ givenNames: 'xiomara', firstSurname: 'Vasquez', birth: { precision: 'day', day: '2014-05-01' } }));
  expect(one.filter((fact) => other.includes(fact))).toHaveLength(1);
});

test('a telephone counts with and without its country code; another child shares nothing', () => {
  const facts = recognisableFacts(child({ phone: '+52 962 123 4567', givenNames: 'Ana', firstSurname: 'López', birth: { precision: 'year', year: 2012 } }));
  expect(recognisableFacts(child({ phone: '962 123 4567' })).filter((fact) => facts.includes(fact))).toHaveLength(1);
  expect(recognisableFacts(child({ givenNames: 'Ana', firstSurname: 'López', birth: { precision: 'year', year: 2009 } })).filter((fact) => facts.includes(fact))).toEqual([]);
  expect(recognisableFacts(child({}))).toEqual([]);
});

test('the same fact under two keys cannot be compared', () => {
  const [key, otherKey] = [randomToken(), randomToken()];
  expect(tokenUnder(key, 'name ana lopes 2012')).toBe(tokenUnder(key, 'name ana lopes 2012'));
  expect(tokenUnder(key, 'name ana lopes 2012')).not.toBe(tokenUnder(otherKey, 'name ana lopes 2012'));
});
