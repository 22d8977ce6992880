import canonicalize from 'canonicalize';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** Containers inside containers: no record of ours comes near it; a deeper text is an attack on the reader. */
const maximumDepth = 32;

/**
 * The one text of a JSON value (RFC 8785): what is hashed and signed. Throws on whatever JSON cannot say (undefined,
 * functions, dates, NaN, broken surrogates, sparse lists): such a value would be signed as something else.
 */
export function canonicalJson(value: unknown): string {
  refuseOtherThanJson(value, '$', 0);
  return canonicalize(value)!;
}

function refuseOtherThanJson(value: unknown, path: string, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return;
  if (typeof value !== 'object') throw new TypeError(`not JSON at ${path}: ${typeof value}`);
  if (depth >= maximumDepth) throw new TypeError(`not JSON at ${path}: deeper than ${maximumDepth}`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) refuseOtherThanJson(value[index], `${path}[${index}]`, depth + 1);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`not JSON at ${path}: an object of a class`);
  for (const [name, member] of Object.entries(value)) refuseOtherThanJson(member, `${path}.${name}`, depth + 1);
}

/**
 * Reads a text that must already be canonical. Comparing with the canonical form of what was read refuses duplicate
 * keys, other spellings of a number, escapes, spaces and key orders in one step, so that two readers of the same bytes
 * cannot see two messages. Refuses with `message-malformed` and the reason `depth`, `json` or `not-canonical`.
 */
export function parseCanonicalJson(text: string): Result<unknown> {
  if (depthOf(text) > maximumDepth) return refuse('message-malformed', { reason: 'depth' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('message-malformed', { reason: 'json' });
  }
  try {
    if (canonicalJson(value) === text) return succeed(value);
  } catch {
    // a lone surrogate has no canonical form
  }
  return refuse('message-malformed', { reason: 'not-canonical' });
}

/** Greatest nesting, counted on the text: before anything recursive touches it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}
