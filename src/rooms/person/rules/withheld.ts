import { isWithheld } from '#rooms/governance/rules.ts';

/**
 * A value as far as the agency that sent it let us read it: what it held back is left out, as if it had not been said.
 * That something was held back is told by `hasWithheld`.
 */
export function withoutWithheld(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((member) => !isWithheld(member)).map(withoutWithheld);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => !isWithheld(member)).map(([name, member]) => [name, withoutWithheld(member)]));
}

/** Whether anything in it was held back by the agency that sent it. */
export const hasWithheld = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (isWithheld(value) || Object.values(value).some(hasWithheld));
