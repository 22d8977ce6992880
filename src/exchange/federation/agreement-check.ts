import { dayOf } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findAgreement, findAgreementVersion } from '#rooms/governance/index.ts';
import { isActive } from '#rooms/governance/rules.ts';
import type { Envelope } from './envelope/index.ts';

/**
 * Messages that open something need an active agreement with their sender for their purpose. Those that answer or end it
 * do not: an acceptance binds, whatever happened to the agreement since. Refuses `no-agreement`.
 */
export async function requireAgreement(unit: UnitOfWork, envelope: Envelope): Promise<Result<true>> {
  switch (envelope.typ) {
    case 'OFFER': return named(unit, envelope.from, envelope.body.agreement, envelope.body.purpose, envelope.body.agreementVersion);
    case 'REFERRAL': return named(unit, envelope.from, envelope.body.agreement, envelope.body.purpose);
    case 'SEARCH': return named(unit, envelope.from, envelope.body.agreement, 'lost_contact_search');
    case 'CONTACT': return named(unit, envelope.from, envelope.body.agreement, 'family_tracing');
    case 'REQUEST': return (await findAgreement(unit, envelope.from, 'custody_transfer')) ? succeed(true) : refuse('no-agreement', { purpose: 'custody_transfer' });
    default: return succeed(true);
  }
}

/** A version that the sender named counts until it hears of a newer one: both have signed it, and only its sender shares under it. */
async function named(unit: UnitOfWork, from: string, reference: string, purpose: string, version?: number): Promise<Result<true>> {
  const found = await findAgreementVersion(unit, reference as Uuid, version);
  const agreement = found && version !== undefined ? { ...found, isReplaced: false } : found;
  const { parties, purposes } = agreement?.terms ?? { parties: [], purposes: [] };
  const isCovered = agreement !== null && isActive(agreement, dayOf(unit.now)) && parties.some((party) => party === from) && purposes.some((one) => one === purpose);
  return isCovered ? succeed(true) : refuse('no-agreement', { agreement: reference, purpose });
}
