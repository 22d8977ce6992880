import type { Static, TSchema } from 'typebox';
import { pathNames, type Endpoint } from '#kernel/endpoint.ts';
import { uuidFrom, type Uuid } from '#kernel/identifier.ts';
import type { Problem, ProblemCode } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { noteAnswer } from './connectivity.ts';
import { askForStepUp, noteSignedOut } from './gate.ts';

/** Fresh identifier for a write, so that the node knows a repetition when it sees one. */
export const newRequestId = (): Uuid => uuidFrom(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

const withoutGaps = (input: object): [string, unknown][] => Object.entries(input).filter(([, value]) => value !== undefined);

/**
 * The address and body of a call: names in the path travel there, the rest in the query (GET, DELETE) or as JSON.
 * @param input one flat object, as the endpoint declares it
 */
export function requestOf(endpoint: Pick<Endpoint, 'method' | 'path'>, input: object): { readonly address: string; readonly body: string | null } {
  const given = new Map(withoutGaps(input));
  const names = pathNames(endpoint.path);
  const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(given.get(name))));
  const rest = [...given].filter(([name]) => !names.includes(name));
  if (endpoint.method === 'POST' || endpoint.method === 'PUT') return { address: path, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams(rest.flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)]))).toString();
  return { address: query ? `${path}?${query}` : path, body: null };
}

async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const body = isProblem ? ((await response.json()) as { code?: ProblemCode; details?: Problem['details'] }) : {};
  // a proxy in front of the node answers for it with a page of its own
  const fallback = response.status >= 502 && response.status <= 504 ? 'node-unreachable' : 'unexpected';
  return { code: body.code ?? fallback, details: body.details ?? {} };
}

async function send<T>(endpoint: Endpoint, input: unknown, requestId: Uuid, signal?: AbortSignal): Promise<Result<T>> {
  const { address, body } = requestOf(endpoint, input as object);
  const headers = {
    accept: 'application/json',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...(endpoint.method === 'GET' ? {} : { 'x-amparo': '1', 'x-request-id': requestId }),
  };
  try {
    const response = await fetch(address, { method: endpoint.method, headers, body, credentials: 'same-origin', cache: 'no-store', signal: signal ?? null });
    noteAnswer(true);
    if (response.ok) return succeed((await response.json()) as T);
    return { ok: false, problem: await problemOf(response) };
  } catch (error) {
    if (signal?.aborted) throw error;
    noteAnswer(false);
    return refuse('node-unreachable');
  }
}

/**
 * Calls the node. A refusal that asks for a step-up opens its dialog and repeats the call once; one that says that
 * nobody is signed in shows the sign-in.
 */
export async function call<I extends TSchema, O extends TSchema>(
  endpoint: Endpoint<I, O>,
  input: Static<I>,
  options: { readonly requestId?: Uuid; readonly signal?: AbortSignal } = {},
): Promise<Result<Static<O>>> {
  const requestId = options.requestId ?? newRequestId();
  const answer = await send<Static<O>>(endpoint, input, requestId, options.signal);
  if (answer.ok) return answer;
  if (answer.problem.code === 'sign-in-needed') noteSignedOut();
  if (answer.problem.code !== 'step-up-needed' || !(await askForStepUp())) return answer;
  return await send<Static<O>>(endpoint, input, requestId, options.signal);
}
