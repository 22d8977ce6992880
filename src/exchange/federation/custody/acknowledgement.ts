import { succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { awaitedLinks } from '#rooms/handover/index.ts';
import { verifyAck, type Envelope } from '../envelope/index.ts';
import { signersOf } from '../signers.ts';

/**
 * Proves an ACK before it ends the wait for it: signed by who took the children, over the very blocks by which they were released here. Of
 * a release that was forgotten and is not signed again yet, the signature alone is proven, over the blocks that it names. One that is
 * awaited by nobody, or of other epochs, is left to the kernel, which lets it change nothing. Refuses what `verifyAck` refuses.
 */
export async function proveAck(unit: UnitOfWork, envelope: Envelope<'ACK'>): Promise<Result<void>> {
  const links = await awaitedLinks(unit, envelope.hid, envelope.from);
  if (links === null) return succeed(undefined);
  const { group } = envelope.body;
  const released = group.flatMap(({ cid, epoch }) => links.find((link) => link.childId === cid && link.epoch === epoch) ?? []);
  if (links.length > 0 && released.length < group.length) return succeed(undefined);
  return verifyAck(envelope, links.length > 0 ? released.map(({ blockHash }) => blockHash) : group.map(({ blockHash }) => blockHash), signersOf(unit), unit.now);
}
