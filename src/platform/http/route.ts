import type { TSchema } from 'typebox';
import type { Endpoint, OutputOf } from '#kernel/endpoint.ts';
import type { Verb } from '../ledger/verb.ts';

/** One row of a room's route table: a declared endpoint and the verb that answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly verb: Verb;
  /** Largest body in bytes; 256 KiB unless told. */
  readonly bodyLimit?: number;
  /** A look-up by which somebody could try out numbers: so many a minute and session, not as many as everything else. */
  readonly isLookUp?: true;
}

/** Binds an endpoint to its verb; the compiler checks that input and output agree. */
export const route = <I extends TSchema, O extends TSchema>(
  endpoint: Endpoint<I, O>,
  verb: Verb<I, OutputOf<Endpoint<I, O>>>,
  options: Pick<Route, 'bodyLimit' | 'isLookUp'> = {},
): Route => ({ endpoint, verb, ...options });
