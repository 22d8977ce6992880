import type { FieldKeywords } from '#kernel/field.ts';

/** The part of JSON Schema (2020-12) that simple forms are written in. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly amparo?: FieldKeywords;
}

type ControlKind = 'text' | 'area' | 'number' | 'yes-no' | 'day' | 'one' | 'several' | 'partial-date';

/** What to draw for a property: the control, its choices, and which answers may stand instead of a value. */
export interface Control {
  readonly kind: ControlKind;
  readonly schema: JsonSchema;
  readonly choices: readonly string[];
  readonly unanswered: readonly ('unknown' | 'declined' | 'later')[];
}

const dayPattern = '^\\d{4}-\\d{2}-\\d{2}$';
const longText = 200;
const isUnanswered = (schema: JsonSchema): boolean => schema.properties?.['answer']?.enum !== undefined;
const isPartialDate = (schema: JsonSchema): boolean => (schema.anyOf ?? []).some((part) => part.properties?.['precision']?.const === 'estimated');

function kindOf(schema: JsonSchema): ControlKind | null {
  if (isPartialDate(schema)) return 'partial-date';
  if (schema.enum) return 'one';
  if (schema.type === 'array' && schema.items?.enum) return 'several';
  if (schema.type === 'boolean') return 'yes-no';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'string') return schema.format === 'date' || schema.pattern === dayPattern ? 'day' : (schema.maxLength ?? 0) > longText ? 'area' : 'text';
  return null;
}

/** How a property is asked for; null for shapes that need a screen of their own. */
export function controlOf(property: JsonSchema): Control | null {
  const parts = property.anyOf && !isPartialDate(property) ? property.anyOf : [property];
  const answers = parts.find(isUnanswered)?.properties?.['answer']?.enum ?? [];
  const schema = parts.find((part) => !isUnanswered(part));
  const kind = schema && kindOf(schema);
  if (!schema || !kind) return null;
  return { kind, schema, choices: schema.enum ?? schema.items?.enum ?? [], unanswered: answers as Control['unanswered'] };
}

export type Fault = 'missing' | 'tooShort' | 'tooLong' | 'wrong' | 'tooSmall' | 'tooLarge';

function faultOf(schema: JsonSchema, value: unknown): Fault | null {
  if (typeof value === 'string') {
    if (value.trim().length < (schema.minLength ?? 0)) return 'tooShort';
    if (value.length > (schema.maxLength ?? Infinity)) return 'tooLong';
    return schema.pattern && !new RegExp(schema.pattern, 'u').test(value) ? 'wrong' : null;
  }
  if (typeof value !== 'number') return null;
  if (schema.type === 'integer' && !Number.isInteger(value)) return 'wrong';
  return value < (schema.minimum ?? -Infinity) ? 'tooSmall' : value > (schema.maximum ?? Infinity) ? 'tooLarge' : null;
}

/** What is wrong with a form's value, by property: what is forced and missing, and what does not fit. */
export function faultsOf(schema: JsonSchema, value: Readonly<Record<string, unknown>>): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const given = value[name];
    const isEmpty = given === undefined || given === '' || (Array.isArray(given) && given.length === 0);
    const control = controlOf(property);
    const fault = isEmpty ? (schema.required?.includes(name) ? 'missing' : null) : control && faultOf(control.schema, given);
    if (fault) faults.set(name, fault);
  }
  return faults;
}
