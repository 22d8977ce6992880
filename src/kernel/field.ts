import type { TSchema } from 'typebox';

/**
 * Sensitivity classes (security design section 6): A public, B coded facts for lists and statistics, C personal,
 * D confidential (health, family contacts), E sealed (asylum, sexual violence, informant, present place).
 */
export type Sensitivity = 'A' | 'B' | 'C' | 'D' | 'E';

/**
 * How two observations of one field merge. `latest`: one value, the losing one is kept and shown; `union`: sets;
 * `append`: lists of facts; `safest`: the graver level stays until a supervisor settles it; `settled`: by decision only.
 */
export type MergeRule = 'latest' | 'union' | 'append' | 'safest' | 'settled';

export interface FieldKeywords {
  /** Key of the label in `locales`. */
  readonly label: string;
  readonly sensitivity: Sensitivity;
  readonly merge: MergeRule;
}

/** Marks a JSON Schema property with label, sensitivity and merge rule under the keyword `amparo`. */
export const field = <T extends TSchema>(schema: T, label: string, sensitivity: Sensitivity, merge: MergeRule = 'latest'): T =>
  Object.defineProperties({}, {
    // TypeBox keeps its own marks in properties that a spread would lose
    ...Object.getOwnPropertyDescriptors(schema),
    amparo: { value: { label, sensitivity, merge } satisfies FieldKeywords, enumerable: true },
  }) as T;

/** The keywords of a property, if it was marked by `field`. */
export const keywordsOf = (schema: TSchema): FieldKeywords | undefined =>
  (schema as { amparo?: FieldKeywords }).amparo;
