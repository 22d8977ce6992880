import { refuse, succeed, type Result } from '#kernel/result.ts';

/** One request to a peer, already signed. Bodies are text: JWS or JSON. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** From `/fed/1/` on, with the query. */
  readonly path: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly body: string;
  /** Seconds after which the peer takes more (`Retry-After`). */
  readonly retryAfter?: number;
}

/** The line to other nodes. Refuses `peer-unreachable` when no answer came: the request may have arrived all the same. */
export interface Wire {
  send(address: string, request: WireRequest): Promise<Result<WireResponse>>;
}

/** An answer may be long: parts of files are 1 MiB before they are sealed. */
const answerLimit = 16 * 1024 * 1024;

/** The line over HTTP(S). @param timeout milliseconds until an answer is no longer waited for */
export const createHttpWire = (timeout = 30_000): Wire => ({
  async send(address, { method, path, headers, body }) {
    try {
      const response = await fetch(`${address}${path}`, {
        method, headers: { ...headers }, redirect: 'error', signal: AbortSignal.timeout(timeout), ...(method === 'POST' ? { body } : {}),
      });
      return succeed({ status: response.status, body: await boundedText(response) });
    } catch (error) {
      return refuse('peer-unreachable', { reason: causeOf(error) });
    }
  },
});

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > answerLimit) throw new Error('answer-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A code for the status list, such as `ECONNREFUSED` or `TimeoutError`. */
function causeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'unknown';
}
