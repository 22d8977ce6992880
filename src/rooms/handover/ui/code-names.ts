import { countries } from '#reference/countries/index.ts';
import { handoverReasons, withdrawalReasons } from '#reference/handover/index.ts';
import { languages } from '#reference/languages/index.ts';
import { needs } from '#reference/risk/index.ts';
import { currentLanguage } from '#web/kit/language.ts';
import { hasText, text } from '#web/kit/text.tsx';

interface NamedRow {
  readonly code: string;
  readonly es: string;
  readonly en: string;
}

const nameIn = (rows: readonly NamedRow[], code: string): string | undefined => rows.find((row) => row.code === code)?.[currentLanguage()];
/** Rows of the reference as answers to choose from, in the language on the screen. */
const optionsOf = (rows: readonly NamedRow[]) => rows.map((row) => ({ value: row.code, label: row[currentLanguage()] }));
const written = (key: string, otherwise: string): string => (hasText(key) ? text(key) : otherwise);

export const handoverReasonOptions = () => optionsOf(handoverReasons);
export const withdrawalReasonOptions = () => optionsOf(withdrawalReasons);
export const serviceOptions = () => optionsOf(needs);

export const handoverReasonText = (code: string): string => nameIn(handoverReasons, code) ?? endingText(code);
export const serviceText = (code: string): string => nameIn(needs, code) ?? code;
export const countryText = (code: string): string => nameIn(countries, code) ?? code;
/** Why a handover ended: a reason that people gave, or one that the protocol found. */
export const endingText = (code: string): string => nameIn(withdrawalReasons, code) ?? written(`handover.ending.${code}`, code);
export const purposeText = (code: string): string => written(`governance.purpose.${code}`, code);

type Value = string | number | boolean;
const valueTexts: Readonly<Record<string, (value: Value) => string>> = {
  sex: (value) => written(`handover.sex.${value}`, String(value)),
  ageBand: (value) => written(`law.age.statistical.${value}`, String(value)),
  nationalities: (value) => countryText(String(value)),
  languages: (value) => nameIn(languages, String(value)) ?? String(value),
  needsInterpreter: (value) => text(value === true ? 'kit.yes' : 'kit.no'),
  accompaniment: (value) => written(`law.accompaniment.label.${value}`, String(value)),
  urgency: (value) => written(`kit.risk.${value}`, String(value)),
  needs: (value) => serviceText(String(value)),
};

/** The last word of a policy key: `person.field.sex` is about `sex`. */
const wordOf = (field: string): string => field.slice(field.lastIndexOf('.') + 1);

/** What a fact of the minimal profile is about. */
export const factLabel = (field: string): string => written(`handover.fact.${wordOf(field)}`, written(field, wordOf(field)));

/** The coded values of a fact, in words. */
export const factText = (field: string, values: readonly Value[]): string =>
  values.map((value) => (valueTexts[wordOf(field)] ?? String)(value)).join(', ');

/** Why a fact stays with the sender. */
export const withheldText = (reason: string): string => written(`governance.withheld.${reason}`, text('governance.withheld'));

/** What an agreement lets flow, named by class (`A` to `D`) or by field. */
export const disclosedText = (name: string): string => written(`handover.class.${name}`, factLabel(name));
