import { folded } from './words.ts';

/**
 * What a column can become. Of `note` every cell is kept in the child's first note under its heading; `ignore` is left out,
 * and the report says so.
 */
export const targets = [
  'givenNames', 'firstSurname', 'secondSurname', 'surnames', 'fullName', 'nickname', 'nameInOwnLanguage', 'birth', 'age', 'sex', 'nationalities', 'languages', 'selfIdentification', 'phone',
  'originCountry', 'originDepartment', 'originMunicipality', 'document', 'curp', 'motherName', 'fatherName', 'company', 'companionName', 'companionRelation',
  'foundWhen', 'foundPlace', 'foundBy', 'circumstances', 'concerns', 'urgency', 'note', 'ignore',
] as const;
export type Target = (typeof targets)[number];

/** Headings as agencies write them, in both languages, folded. The first that fits the whole heading wins. */
const headings: readonly (readonly [Target, RegExp])[] = [
  ['ignore', /^(amparo error|amparo errores|errores de amparo|amparo errors)/],
  ['fullName', /^(nombre completo|nombres y apellidos|nombre y apellidos?|apellidos y nombres?|full name|complete name|name|nombre de la? (nna|nina|nino|menor|persona)|nna)$/],
  ['motherName', /(^madre$|nombre (completo )?de la madre|^mother|mother s name|^mama$)/],
  ['fatherName', /(^padre$|nombre (completo )?del padre|^father|father s name|^papa$)/],
  ['companionRelation', /(parentesco|relacion con|^relationship|vinculo)/],
  ['companionName', /(acompanante|nombre (del adulto|de quien acompana)|companion|adulto que acompana|viaja con)/],
  ['company', /(^acompanad[oa]|^no acompanad|acompanamiento|^company$|unaccompanied|accompanied|viaja sol|condicion de viaje)/],
  ['givenNames', /^(nombres?|nombre s|nombres? de pila|primer nombre|given names?|first names?|forenames?)$/],
  ['secondSurname', /(segundo apellido|apellido materno|apellido 2|2 ?d?o? apellido|second surname|second last name|maternal surname)/],
  ['firstSurname', /(primer apellido|apellido paterno|apellido 1|1 ?e?r?o? apellido|^first surname|paternal surname)/],
  ['surnames', /^(apellidos?|apellido s|surnames?|last names?|family names?)$/],
  ['nickname', /(apodo|sobrenombre|alias|conocid[oa] como|nickname|le dicen)/],
  ['nameInOwnLanguage', /(nombre en (su )?(idioma|lengua)|name in own language)/],
  ['birth', /(nacimiento|^f ?nac|fecha nac|^nacio$|birth|^dob$|^born)/],
  ['age', /^(edad|edad .*|age|age .*|anos|anos cumplidos)$/],
  ['sex', /^(sexo|genero|sexo genero|sex|gender|h m|m f|sexo h m|sexo m f)$/],
  ['nationalities', /(nacionalidad|nationalit|citizenship|ciudadania|^pais$|^country$)/],
  ['languages', /(idioma|lengua|^languages?|language spoken)/],
  ['selfIdentification', /(pueblo|etnia|grupo etnico|autoadscripcion|ethnic|indigenous people|se identifica)/],
  ['phone', /^(telefono|telefono .*|tel|cel|celular|movil|phone|phone .*|mobile|whatsapp)$/],
  ['curp', /^curp$/],
  ['document', /(documento|dpi|cui$|dui$|pasaporte|acta de nac|partida|n.? ?de identidad|identidad$|passport|^document|id number)/],
  ['originCountry', /(pais de (origen|residencia|procedencia)|country of (origin|residence))/],
  ['originDepartment', /(departamento|estado de (origen|procedencia)|^estado$|entidad|department|province|state of origin)/],
  ['originMunicipality', /(municipio|lugar de (origen|procedencia)|comunidad|aldea|ciudad de origen|municipality|town of origin|place of origin)/],
  ['foundWhen', /(fecha .*(ingreso|recepcion|rescate|localizacion|hallazgo|aseguramiento|deteccion|encuentro|contacto)|^ingreso$|^fecha$|date (found|received|of (arrival|intake|admission))|^date$)/],
  ['foundPlace', /(lugar .*(ingreso|recepcion|rescate|localizacion|hallazgo|aseguramiento|deteccion|encuentro)|punto de|place (found|of)|where found)/],
  ['foundBy', /(canalizad|quien (la|lo|le)? ?(encontro|refiere|canaliza|remite)|autoridad que|remitid|referred by|found by|referido por)/],
  ['circumstances', /(circunstancia|motivo|como (llego|fue)|circumstance|reason)/],
  ['concerns', /(riesgo|necesidad|vulnerab|perfil de proteccion|risk|need|concern|protection)/],
  ['urgency', /(urgencia|prioridad|nivel de riesgo|urgency|priority)/],
  ['note', /(observacion|nota|comentario|remark|note|comment)/],
];

/** `nivel de riesgo` is the urgency, not a risk. */
const isUrgency = (heading: string): boolean => /nivel de (riesgo|urgencia|prioridad)|risk level/.test(heading);
/** Places of birth are no dates of birth, documents of relatives are not the child's: kept as they stand. */
const isElse = (heading: string): boolean => /(lugar|pais|municipio|departamento|place|country) (de|of) (nac|birth)|acta de nac.*(madre|padre)|(documento|dpi|telefono|edad|nacionalidad) (de la madre|del padre|del acompanante|de la acompanante)/.test(heading);

/** Targets that several columns may feed. */
const several: ReadonlySet<Target> = new Set(['note', 'ignore', 'concerns', 'document', 'languages', 'nationalities']);

/**
 * Guesses from the headings what each column is. A second column of one meaning, and any that is not understood, is kept as
 * a note; a column without heading and content is left out.
 * @param isEmpty by column: whether no row has anything there
 */
export function guessColumns(names: readonly string[], isEmpty: (column: number) => boolean): Target[] {
  const taken = new Set<Target>();
  return names.map((name, column) => {
    const heading = folded(name);
    if (isEmpty(column)) return 'ignore';
    const guess: Target = isUrgency(heading) ? 'urgency' : isElse(heading) ? 'note' : (headings.find(([, pattern]) => pattern.test(heading))?.[0] ?? 'note');
    if (taken.has(guess) && !several.has(guess)) return 'note';
    taken.add(guess);
    return guess;
  });
}

/** Targets that more than one column was given, where only one can be. */
export const doubledTargets = (columns: readonly Target[]): Target[] =>
  [...new Set(columns.filter((target, column) => !several.has(target) && columns.indexOf(target) !== column))];
