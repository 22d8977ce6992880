import { Check } from 'typebox/value';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import { findAgreementVersion, getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { consularLock, whyWithheld } from '#rooms/governance/rules.ts';
import { keywordsOf } from '#kernel/field.ts';
import { factsOfChildren } from '#rooms/handover/index.ts';
import { PartialProfile } from '#rooms/person/schema.ts';
import { comparison } from '#rooms/tracing/index.ts';
import type { DueMessage, MessagePort, Reception } from '../ports.ts';
import { parsedObject } from '../request.ts';
import { sealingKeyOf } from '../signers.ts';

const fieldsPurpose = 'contact-fields';
/** Who a person is: nothing else of a file is ever shown to the other side of a contact. */
const identityFields = ['givenNames', 'firstSurname', 'secondSurname', 'nickname', 'otherNames', 'nameInOwnLanguage', 'birth', 'sex', 'nationalities', 'languages', 'originPlace', 'phone', 'people'] as const;
type Owed = Awaited<ReturnType<typeof comparison.owedContacts>>[number]['contact'];

/** Who is around a child says who she is by name and relation; where they live, with whom and how they are reached stays. */
const namesAlone = (people: PartialProfile['people']): PartialProfile['people'] =>
  (Array.isArray(people) ? people.map(({ id, relation, name }) => ({ id, relation, ...(name === undefined ? {} : { name }) })) : undefined);

/** The fields of identity that the agreement lets pass once both sides agree, judged one by one; none for a child whom a lock keeps from that agency. */
async function agreedFields(unit: UnitOfWork, contact: Owed, peer: TrustedPeer): Promise<PartialProfile> {
  const agreement = await findAgreementVersion(unit, contact.agreementId, undefined);
  if (!agreement) return {};
  const [facts] = contact.requestId === null ? await factsOfChildren(unit, [contact.childId]) : [];
  if (facts && !consularLock(facts.lock, peer).ok) return {};
  const flow = { purpose: 'family_tracing', from: unit.node.nodeId, to: peer.nodeId, receiver: peer.bodyKind, category: facts?.category ?? agreement.terms.categories[0]!, country: unit.node.settings.country, moment: 'accepted' } as const;
  const values = await comparison.profileForContact(unit, contact);
  return Object.fromEntries(identityFields.flatMap((name) => {
    const keywords = keywordsOf(PartialProfile.properties[name]);
    const mayPass = values[name] !== undefined && keywords !== undefined && whyWithheld(agreement.terms, flow, { key: keywords.label, sensitivity: keywords.sensitivity }) === null;
    return mayPass ? [[name, name === 'people' ? namesAlone(values.people) : values[name]]] : [];
  }));
}

async function sealedFields(unit: UnitOfWork, contact: Owed): Promise<string> {
  const peer = await getActivePeer(unit, contact.peer);
  if (!peer.ok) throw new Error('fields for an agency that this node does not speak with');
  return sealTo(sealingKeyOf(peer.value.card, unit), Buffer.from(JSON.stringify(await agreedFields(unit, contact, peer.value))), fieldsPurpose, contact.contactId);
}

/** Refuses `message-malformed`. */
async function openFields(unit: UnitOfWork, contactId: string, sealed: string): Promise<Result<PartialProfile>> {
  const opened = await unit.node.vault.openSealed(sealed, fieldsPurpose, contactId);
  if (!opened.ok) return opened;
  const fields: unknown = parsedObject(opened.value.toString());
  return Check(PartialProfile, fields) ? succeed(fields) : refuse('message-malformed', { reason: 'fields' });
}

function messageOf({ contact, owes }: Awaited<ReturnType<typeof comparison.owedContacts>>[number]): DueMessage {
  const { contactId, peer: to, childId, runId, place, band, agreementId } = contact;
  const common = { resentUntil: 'receipt', to, childIds: [childId] } as const;
  if (owes === 'ask') return { ...common, key: `CONTACT ${contactId}`, typ: 'CONTACT', body: { contactId, agreement: agreementId, runId, place, band } };
  if (owes === 'fields') return { ...common, key: `CONTACT_FIELDS ${contactId}`, typ: 'CONTACT_FIELDS', body: async (unit) => ({ contactId, fields: await sealedFields(unit, contact) }) };
  const answer = contact.declined ? 'declined' as const : 'agreed' as const;
  return { ...common, key: `CONTACT_ANSWER ${contactId}`, typ: 'CONTACT_ANSWER', body: async (unit) => ({ contactId, answer, fields: answer === 'agreed' ? await sealedFields(unit, contact) : null }) };
}

const receptionOf = (recorded: Result<readonly Operation[]>): Reception =>
  (recorded.ok ? { outcome: 'applied', recorded: recorded.value, answers: [], taken: [] } : { outcome: 'parked', problem: recorded.problem });

async function hear(unit: UnitOfWork, peer: NodeId, said: { readonly contactId: Uuid; readonly answer: 'agreed' | 'declined'; readonly fields: string | null }): Promise<Result<readonly Operation[]>> {
  const theirs = said.fields === null ? succeed(null) : await openFields(unit, said.contactId, said.fields);
  return theirs.ok ? comparison.hearContact(unit, peer, { contactId: said.contactId, answer: said.answer, theirs: theirs.value }) : theirs;
}

/** Tier 3: from a nominated pair to contact between two agencies. Nothing of a person leaves before two people on each side have said yes. */
export const contactPort: MessagePort = {
  types: ['CONTACT', 'CONTACT_ANSWER', 'CONTACT_FIELDS'],
  dueMessages: async (unit, childIds) => (await comparison.owedContacts(unit)).filter(({ contact }) => childIds === undefined || childIds.includes(contact.childId)).map(messageOf),
  receive: async (unit, { envelope }) => {
    switch (envelope.typ) {
      case 'CONTACT': {
        const { contactId, runId, place, band, agreement } = envelope.body;
        return receptionOf(await comparison.takeContact(unit, envelope.from, { contactId, runId, place, band, agreementId: agreement }));
      }
      case 'CONTACT_ANSWER': return receptionOf(await hear(unit, envelope.from, envelope.body));
      case 'CONTACT_FIELDS': return receptionOf(await hear(unit, envelope.from, { ...envelope.body, answer: 'agreed' }));
      default: throw new Error(`not a message about a contact: ${envelope.typ}`);
    }
  },
};
