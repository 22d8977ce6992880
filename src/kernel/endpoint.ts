import type { Static, TSchema } from 'typebox';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One HTTP call, declared once in a room's `schema.ts` and used by three: the server's route, the desk's client and
 * the OpenAPI description. `input` is one flat object: names found in `path` as `:name` travel in the path, the rest
 * in the query (GET, DELETE) or in the JSON body (POST, PUT).
 */
export interface Endpoint<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

export const endpoint = <I extends TSchema, O extends TSchema>(definition: Endpoint<I, O>): Endpoint<I, O> => definition;

export type InputOf<E> = E extends Endpoint<infer I, TSchema> ? Static<I> : never;
export type OutputOf<E> = E extends Endpoint<TSchema, infer O> ? Static<O> : never;

/** The names in a path: `/api/children/:childId` gives `['childId']`. */
export const pathNames = (path: string): string[] => Array.from(path.matchAll(/:([a-zA-Z]+)/g), (match) => match[1]!);
