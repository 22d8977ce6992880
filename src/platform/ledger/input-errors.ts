/** What a validator finds at one place of an input. */
export interface InputError {
  readonly keyword: string;
  /** Where in the input, as a JSON pointer. */
  readonly instancePath: string;
  /** Which part of the schema it does not fit. */
  readonly schemaPath: string;
  readonly params?: unknown;
}

const union = /^(.*?\/anyOf)\/(\d+)/;
/** Of another form of the union than the one that was meant. */
const isOfOtherForm = ({ keyword }: InputError): boolean => keyword === 'const' || keyword === 'type';
const weightOf = (errors: readonly InputError[]): number => errors.reduce((sum, error) => sum + (isOfOtherForm(error) ? 10 : 1), 0);
const least = (one: InputError[], other: InputError[]): InputError[] => (weightOf(other) < weightOf(one) ? other : one);

/** Of each union in the schema, at or below a place in it, what is wrong with the form that fits best; not what is wrong with all the others. */
function meant(errors: readonly InputError[], below = ''): InputError[] {
  const placeOf = ({ schemaPath }: InputError) => union.exec(schemaPath.slice(below.length));
  const plain = errors.filter((error) => !placeOf(error));
  const unions = Map.groupBy(errors.filter(placeOf), (error) => placeOf(error)![1]!);
  const best = [...unions.values()].flatMap((ofUnion) => {
    const forms = Map.groupBy(ofUnion, (error) => below + placeOf(error)![0]);
    return [...forms].map(([form, ofForm]) => meant(ofForm, form)).reduce(least);
  });
  return [...plain, ...best];
}

/**
 * The errors of a validator as what a person can mend: `/path/to/field: keyword`, each once.
 * @param errors all that the validator found
 */
export function mendable(errors: readonly InputError[]): { readonly path: string; readonly keyword: string }[] {
  const named = meant(errors).flatMap(({ keyword, instancePath, params }) => {
    if (keyword === 'anyOf' || keyword === 'boolean') return [];
    const { requiredProperties, additionalProperties } = (params ?? {}) as { readonly requiredProperties?: readonly string[]; readonly additionalProperties?: readonly string[] };
    return (requiredProperties ?? additionalProperties ?? [null]).map((name) => ({ path: name === null ? instancePath : `${instancePath}/${name}`, keyword }));
  });
  return [...new Map(named.map((error) => [`${error.path}: ${error.keyword}`, error])).values()];
}
