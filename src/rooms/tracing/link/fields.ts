/** What a column of a linked file may be. `text` and `exact` are any other column, compared by words or as a whole; `ignore` is not compared. */
export const linkFields = [
  'id', 'given_name', 'surname', 'second_surname', 'full_name', 'nickname', 'date_of_birth', 'age', 'sex', 'nationality', 'municipality', 'department',
  'address', 'postcode', 'phone', 'identifier', 'mother_name', 'father_name', 'language', 'recorded_on', 'date_precision', 'text', 'exact', 'ignore',
] as const;
export type LinkField = (typeof linkFields)[number];

/** Columns with these fields are compared as further columns, each with weights of its own learned from the file. */
export const isExtra = (field: LinkField): boolean => field === 'address' || field === 'postcode' || field === 'text' || field === 'exact';

/** How sure a guess is: `asked` was said with `--map`, `heading` by the column's name, `values` by what stands in it, `rest` compared as it is. */
export type Reason = 'asked' | 'heading' | 'values' | 'rest' | 'no-use';

export interface MappedColumn {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly column: string;
  readonly field: LinkField;
  readonly reason: Reason;
}

/** Headings as they are written in Spanish and English, folded (`folded`); the first pattern that fits wins. */
export const headingPatterns: readonly (readonly [LinkField, RegExp])[] = [
  ['id', /^(id|rec_?id|record_?id|unique_?id|uid|row_?id|registro_?id|id_?registro|folio|codigo|code|expediente|case_?(id|number|no)|numero_caso|no_caso|key|clave)$/],
  ['ignore', /^(cluster(_?id)?|truth.*|person_?id|family_?id|entity_?id|true_.*|label|is_?match|source.*|fuente|agencia|agency|origen_dato|dataset|created.*|updated.*|creado.*|actualizado.*|usuario|user|notes?|notas?|observaci.*|comentario.*|comments?)$/],
  ['date_precision', /^(dob|birth|fecha|date|nacimiento)?_?(de_nacimiento_)?(precision|precisi.n)(_.*)?$|^(dob|birth|date|fecha).*precision$/],
  ['recorded_on', /^(recorded(_on|_at)?|registration_date|date_(of_)?(registration|record|interview|entry)|interview_date|fecha_(de_)?(registro|entrevista|ingreso|captura|atencion)|registrado.*)$/],
  ['mother_name', /(mother|madre|mama)(?!.*(phone|tel|id|dob|nac|age|edad))/],
  ['father_name', /(father|padre|papa)(?!.*(phone|tel|id|dob|nac|age|edad))/],
  ['phone', /(phone|telefono|tel|celular|movil|mobile|cell|whatsapp)(_?(\d|number|no|numero))?$/],
  ['date_of_birth', /^(dob|d_o_b|bday|birth_?(date|day)|date_?of_?birth|born(_on)?|fecha_?(de_)?nac.*|f_?nac.*|nacimiento|fdn|year_?of_?birth|birth_?year|yob|ano_(de_)?nac.*)$/],
  ['age', /^(age|edad|anos|age_years|edad_anos|estimated_age|edad_(estimada|aprox.*))$/],
  ['sex', /^(sex|sexo|gender|genero)(_.*)?$/],
  ['nationality', /^(nationality|nacionalidad|country|pais|citizenship|ciudadania|country_of_origin|pais_(de_)?(origen|nacimiento))$/],
  ['municipality', /^(municipality|municipio|city|ciudad|town|muni|municipio_.*|lugar_(de_)?origen)$/],
  ['department', /^(department|departamento|depto|province|provincia|state|estado|region|county)(_.*)?$/],
  ['postcode', /^(post_?code|postal_?code|zip(_?code)?|codigo_postal|cp|postcode.*)$/],
  ['second_surname', /^(second_?surname|surname_?2|surname2|apellido_?2|segundo_apellido|2_?(do|o)?_?apellido|apellido_materno|materno|last_?name_?2|maternal_surname|apellido_mat.*)$/],
  ['surname', /^(surname(_?1)?|last_?names?(_?1)?|family_?name|apellidos?(_?1)?|primer_apellido|1_?(er|o)?_?apellido|apellido_paterno|paterno|lname|sname|paternal_surname|apellido_pat.*)$/],
  ['given_name', /^(given(_?names?)?|first_?names?|fore_?names?|nombres?(_?(1|pila|de_pila|propios?))?|primer_nombre|fname|gname)$/],
  ['given_name', /^(middle_?names?|second_?name|segundo_nombre|nombre_?2|given_?name_?2|otros_nombres)$/],
  ['nickname', /^(nick_?names?|apodos?|sobrenombre|alias|aka|known_as|conocid[oa]_como|preferred_name)$/],
  ['full_name', /^(full_?names?|nombre_?completo|nombres?_y_apellidos?|name_full|complete_name|child_?name|nombre_del_?(nino|nina|nna|menor).*)$/],
  ['language', /^(languages?|idiomas?|lengua.*|mother_tongue)$/],
  ['identifier', /^(identifier|document(_?(number|no|id))?|documento.*|numero_(de_)?documento|dui|cui|dpi|curp|rfc|nin|.*_nin|ssn|soc_sec_id|social_security.*|passport.*|pasaporte.*|national_id|id_nacional|cedula|partida.*|nhs.*)$/],
  ['address', /^(address(_?(line)?_?\d)?|addr\d?|street(_(number|name|address|no))?|direccion.*|domicilio|calle.*|colonia|barrio|aldea|canton|suburb|neighbou?rhood|residence)$/],
];

/** Headings that are a name only when the values look like one ("name" of a person or of a restaurant). */
export const doubtfulName = /^(name|names|nombre|nombres|person|persona|nna)$/;

/** A heading in lower case without accents, words joined by underscores. */
export const folded = (heading: string): string =>
  heading.normalize('NFD').replace(/\p{M}/gu, '').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
