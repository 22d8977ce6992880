import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { listPeers } from '#rooms/governance/index.ts';
import { findScope, summariesOf } from '#rooms/person/index.ts';
import { displayNameOf, initialsOf, toSearchRecord } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { createSearchIndex } from '../engine.ts';
import { keptEvidence } from '../rules/candidate.ts';
import { contactAct, decideDecline, decideSupport, isApproved, isDecided, stateOfContact, type Contact } from '../rules/contact.ts';
import { recordOfRequest, soughtName } from '../rules/sought.ts';
import { declineContact, listContacts, supportContact, viewContact, type ContactItem } from '../schema.ts';
import { contactsIn, findContact, findContacts } from '../store/contact.ts';
import { findRequest } from '../store/requests.ts';
import { strongest } from './request-view.ts';

const mostListed = 300;

async function getContact(unit: UnitOfWork, contactId: Uuid): Promise<Result<Contact>> {
  const contact = await findContact(unit, contactId);
  return contact ? succeed(contact) : refuse('not-found');
}

/** Acts on one contact follow one another. */
async function lockContact(unit: UnitOfWork, { contactId }: { readonly contactId: Uuid }): Promise<Result<Contact>> {
  await lockHead(unit.transaction, 'operation');
  return getContact(unit, contactId);
}

/** Both refuse `not-found` and as their decision says. */
export const support = command({ name: 'tracing.support-contact', input: supportContact.input, scope: { roles: custodyRoles }, load: lockContact, decide: decideSupport });
export const decline = command({ name: 'tracing.decline-contact', input: declineContact.input, scope: { roles: custodyRoles }, load: lockContact, decide: decideDecline });

const requestOf = async (unit: UnitOfWork, { requestId }: Contact) => (requestId === null ? null : findRequest(unit, requestId));
const profileOfChild = async (unit: UnitOfWork, childId: ChildId): Promise<PartialProfile> => (await summariesOf(unit, [childId]))[0]?.values ?? {};

/** Of whom it is here: what is known, the name as this caller may see it, and whether the file is within reach. */
async function subjectOf(unit: UnitOfWork, contact: Contact): Promise<{ name: string; values: PartialProfile; childId: ChildId | null }> {
  const { childId } = contact;
  const request = await requestOf(unit, contact);
  if (request) return { name: soughtName(request.told.sought), values: request.told.sought, childId: null };
  const [summary] = await asNode(unit.transaction, () => summariesOf(unit, [childId]));
  const isWithin = (await findScope(unit.transaction, childId)) !== undefined;
  if (!summary) return { name: '', values: {}, childId: null };
  return { name: isWithin ? displayNameOf(summary.values) : initialsOf(summary.values), values: isWithin ? summary.values : {}, childId: isWithin ? childId : null };
}

async function itemOf(unit: UnitOfWork, contact: Contact, agency: (peer: NodeId) => ContactItem['peer']): Promise<{ item: ContactItem; values: PartialProfile }> {
  const { name, values, childId } = await subjectOf(unit, contact);
  const { contactId, peer, side, band, requestId, openedAt, changedAt } = contact;
  return { item: { contactId, peer: agency(peer), side, state: stateOfContact(contact), band, name, requestId, childId, openedAt, changedAt }, values };
}

async function agencies(unit: UnitOfWork): Promise<(peer: NodeId) => ContactItem['peer']> {
  const known = new Map((await listPeers(unit.transaction)).map((peer) => [peer.nodeId, peer]));
  return (nodeId) => ({ nodeId, name: known.get(nodeId)?.member ?? nodeId, dutyPhone: known.get(nodeId)?.dutyPhone ?? '' });
}

/** Nominated pairs within reach, what changed last first. */
export const contacts = query({
  name: 'tracing.list-contacts',
  input: listContacts.input,
  scope: { roles: fileRoles },
  shows: ({ items }: { items: ContactItem[] }) => items.flatMap(({ childId }) => childId ?? []),
  async read(unit) {
    const agency = await agencies(unit);
    const items: ContactItem[] = [];
    for (const contact of await findContacts(unit, mostListed)) items.push((await itemOf(unit, contact, agency)).item);
    return succeed({ items });
  },
});

/** One pair. Looking is logged under the own child's number. Refuses `not-found`. */
export const viewOneContact = query({
  name: 'tracing.view-contact',
  input: viewContact.input,
  scope: { roles: fileRoles },
  async read(unit, { contactId }) {
    const found = await getContact(unit, contactId);
    if (!found.ok) return found;
    const contact = found.value;
    await logAccess(unit.transaction, unit.caller, contact.childId, 'tracing.view-contact', unit.now);
    const { item, values } = await itemOf(unit, contact, await agencies(unit));
    const said = ({ actor, by, at, reason }: Contact['supporters'][number]) => ({ by, at, reason, isMine: actor === unit.caller.actor });
    const isOpen = !isDecided(contact) && custodyRoles.some((role) => unit.caller.roles.includes(role));
    return succeed({
      ...item, supporters: contact.supporters.map(said), declined: contact.declined && said(contact.declined), heard: contact.heard, known: values,
      theirs: contact.compared?.theirs ?? null, evidence: strongest(contact.compared?.evidence ?? [], 8).map((one) => ({ ...one })), probability: contact.compared?.probability ?? null,
      may: { support: isOpen && !contact.supporters.some(({ actor }) => actor === unit.caller.actor), decline: isOpen },
    });
  },
});

/** What this side is to tell the other about contacts: to ask, to answer, to give the agreed fields. */
export async function owedContacts(unit: UnitOfWork): Promise<{ readonly contact: Contact; readonly owes: 'ask' | 'answer' | 'fields' }[]> {
  const open = await contactsIn(unit, ['asked', 'agreed', 'declined', 'compared']);
  return open.flatMap((contact): { contact: Contact; owes: 'ask' | 'answer' | 'fields' }[] => {
    if (contact.side === 'asked') return contact.declined || isApproved(contact) ? [{ contact, owes: 'answer' }] : [];
    if (!isApproved(contact)) return [];
    if (contact.heard === null) return [{ contact, owes: 'ask' }];
    return contact.heard.answer === 'agreed' ? [{ contact, owes: 'fields' }] : [];
  });
}

/** What is known here of the person of a contact, for the fields that the agreement lets pass. */
export async function profileForContact(unit: UnitOfWork, contact: Contact): Promise<PartialProfile> {
  return (await requestOf(unit, contact))?.told.sought ?? profileOfChild(unit, contact.childId);
}

/**
 * Takes in what the other side said, with its fields where it agreed: they are compared with what is known here by the full model.
 * Refuses `not-found` (no such contact with this peer), `not-allowed` (fields before both have agreed).
 */
export async function hearContact(unit: UnitOfWork, peer: NodeId, said: { readonly contactId: Uuid; readonly answer: 'agreed' | 'declined'; readonly theirs: PartialProfile | null }): Promise<Result<Awaited<ReturnType<typeof record>>>> {
  const contact = await findContact(unit, said.contactId);
  if (!contact || contact.peer !== peer) return refuse('not-found', { what: 'contact' });
  if (!isApproved(contact)) return refuse('not-allowed', { reason: 'contact' });
  const { childId, contactId } = contact;
  const operations = contact.heard ? [] : [contactAct(childId, 'heard', { contactId, answer: said.answer })];
  if (said.theirs === null || contact.compared) return succeed(await record(unit, operations));
  const request = await requestOf(unit, contact);
  const mine = request ? recordOfRequest(request) : toSearchRecord(await profileOfChild(unit, childId), 'here');
  const { probability, evidence } = createSearchIndex().assess(mine, toSearchRecord(said.theirs, 'there'));
  return succeed(await record(unit, [...operations, contactAct(childId, 'compared', { contactId, theirs: said.theirs, probability, evidence: keptEvidence(evidence) })]));
}
