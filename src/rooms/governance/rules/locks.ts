import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { BodyKind } from '../schema.ts';

/** What the locks must know of a child before anything about her leaves. */
export interface LockFacts {
  /** ISO 3166-1 alpha-2: nationalities and the country of habitual residence. */
  readonly originCountries: readonly string[];
  /** A wish or an indicator of asylum, refugee status or complementary protection, or flight from persecution or family violence. */
  readonly needsInternationalProtection: boolean;
  /** The child's own express consent to contact with her country's authorities, with the document that proves it. */
  readonly hasExpressConsent: boolean;
}

interface Receiver {
  readonly country: string;
  readonly bodyKind: BodyKind;
}

/** Bodies through which a state acts; a consulate acts for its state wherever it stands. */
const stateBodies: readonly BodyKind[] = ['migration_authority', 'child_protection_authority', 'consulate', 'public_shelter'];

const isStateBody = (bodyKind: BodyKind): boolean => stateBodies.includes(bodyKind);

/**
 * The consular lock: while a child may need international protection, nothing about her goes to a body of the state she
 * comes from, unless she has expressly consented. Source: Ley sobre Refugiados, Protección Complementaria y Asilo
 * Político, articles 20-21 (obligation MX-LRPCAP-20-21); Ley de Migración, articles 69.IV and 112.V (MX-LM-112).
 * Refuses `flow-not-allowed`, reason `consular-lock`.
 */
export function consularLock(facts: LockFacts, receiver: Receiver): Result<true> {
  const isOwnState = isStateBody(receiver.bodyKind) && facts.originCountries.includes(receiver.country);
  const isLocked = facts.needsInternationalProtection && isOwnState && !facts.hasExpressConsent;
  return isLocked ? refuse('flow-not-allowed', { reason: 'consular-lock', source: 'MX-LRPCAP-20-21' }) : succeed(true);
}
