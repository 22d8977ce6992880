import clockRows from '#reference/law/clocks.json' with { type: 'json' };
import { finders } from '#reference/care/index.ts';
import { needs, riskCodes } from '#reference/risk/index.ts';
import { namesOf } from '#rooms/person/ui/reference-names.ts';

/** Names of needs, risks and protective factors, finders and legal clocks, in the language on the screen. */
export const concernName = namesOf([...needs, ...riskCodes]);
export const finderName = namesOf(finders);
export const clockName = namesOf(clockRows);

/** Letter by letter what a code of the case room can be: a concern, a finder, a clock. Anything else is words. */
export const codeName = (code: string): string =>
  /^[NPTDRF]\d{2}$/.test(code) ? concernName(code) : code.startsWith('CLK-') ? clockName(code) : /^[a-z]+(_[a-z]+)*$/.test(code) ? finderName(code) : code;
