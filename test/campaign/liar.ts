import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { sealMessage } from '#exchange/federation/line.ts';
import { signRequest } from '#exchange/federation/request-signature.ts';
import { buildEnvelope, signAcceptance, signBlock } from '#exchange/federation/envelope/index.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import type { Agency } from '#test/support/agency.ts';
import type { CampaignWire } from './wire.ts';

/** A message as it was overheard on the line. */
export interface Overheard {
  readonly to: string;
  readonly jws: string;
}

/** What a member with valid keys may try, so that a child would change hands without her custodian. */
const lies = ['altered', 'in another name', 'to a third', 'taken without acceptance', 'tracked without proof'] as const;

const altered = (jws: string, place: number): string => {
  const [head, , signature] = jws.split('.') as [string, string, string];
  const text = payloadOf(jws).replace(/"epoch":\d+/, `"epoch":${place + 50}`).replace(/"seq":(\d+)/, '"seq":$19');
  return [head, Buffer.from(text).toString('base64url'), signature].join('.');
};

/** Tells one lie to a peer, properly signed as a request. @returns what was said, and whether it was believed */
export async function lie(wire: CampaignWire, liar: Agency, victim: Agency, childId: ChildId, overheard: Overheard, draw: () => number): Promise<{ readonly said: string; readonly isBelieved: boolean }> {
  const said = lies[Math.floor(draw() * lies.length)]!;
  const jws = await wordsOf(said, liar, victim, childId, overheard, Math.floor(draw() * 40));
  const { services } = liar;
  const { mid } = JSON.parse(payloadOf(jws)) as { mid: string };
  const card = valueOf(await liar.within((unit) => getActivePeer(unit, victim.nodeId))).card;
  const body = await sealMessage({ now: services.clock.now() }, card, mid, jws);
  const unsigned = { method: 'POST', path: '/fed/1/inbox', body, contentType: 'application/octet-stream', idempotencyKey: mid } as const;
  const request = await signRequest(services.nodeId, services.vault.requestSigner(), victim.address, unsigned, services.clock.milliseconds(), Buffer.from(services.randomBytes(16)).toString('base64url'));
  const { status } = await wire.knock(victim.address, request);
  // its own message sent once more to whom it was meant for is no lie
  return { said, isBelieved: status === 200 && (jws !== overheard.jws || victim.address !== overheard.to) };
}

/** What a signed text says. */
export const payloadOf = (jws: string): string => Buffer.from(jws.split('.')[1]!, 'base64url').toString();

async function wordsOf(said: (typeof lies)[number], liar: Agency, victim: Agency, cid: ChildId, { jws }: Overheard, place: number): Promise<string> {
  if (said === 'altered') return altered(jws, place);
  if (said === 'in another name' || said === 'to a third') return jws;
  const { vault, clock, randomBytes } = liar.services;
  const hex = Buffer.from(randomBytes(16)).toString('hex');
  const hid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  const epoch = 50 + place;
  // the liar accepts in the victim's stead, but has only its own key for it
  const acceptance = await signAcceptance(vault, { acceptId: hid, hid, from: liar.nodeId, mode: 'push', group: [{ cid, epoch }], acceptedAt: clock.now() } as never);
  const block = {
    typ: 'custody-block/1', kind: 'handover', cid, epoch, prevHash: sha256Of(cid), hid, group: [{ cid, epoch }], from: liar.nodeId, fromInc: 0, to: victim.nodeId, toInc: 0,
    mode: 'push', agreement: hid, purpose: 'custody_transfer', committedAt: clock.now(), acceptHash: sha256Of(acceptance), into: null,
  };
  const { release } = await signBlock(vault, block as never);
  const members = [{ cid, epoch, origin: liar.nodeId, release }];
  const letter = { to: victim.nodeId, inc: 0, tinc: 0, seq: 1_000_000 + place, prevMid: sha256Of(hid), sentAt: clock.now(), hid };
  const body = said === 'tracked without proof' ? { prev: liar.nodeId, acceptance, members } : { acceptance, members: members.map((member) => ({ ...member, caseFile: { hash: sha256Of(hid), size: 1, token: sha256Of(hid) } })) };
  return (await buildEnvelope(vault, { typ: said === 'tracked without proof' ? 'TRACK' : 'COMMIT', ...letter, body } as never)).jws;
}
