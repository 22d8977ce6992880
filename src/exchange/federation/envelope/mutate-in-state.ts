import type { Result } from '#kernel/result.ts';
import { sealTo, sha256Of } from '#platform/vault/index.ts';
import { checkPosition } from '../rules.ts';
import { openCaseFile, openCaseLetter } from './case-file.ts';
import { openEnvelope } from './envelope.ts';
import type { Samples } from './samples.ts';

/* Attacks that leave every message as it was signed and are seen only by what the receiver knows: the line, the custody block. */

/** What is given to a node, and its answer. */
export interface Spoiled {
  readonly text: string;
  read(): Promise<Result<unknown>>;
}
type Draw = (limit: number) => number;

const other = (draw: Draw, size: number, not: number): number => (not + 1 + draw(size - 1)) % size;

/** A valid message given again after the receiver or its sender came back from a backup, or where another word stands. */
function replayed(draw: Draw, { messages, receiver, findSigner, now }: Samples): Spoiled {
  const text = messages[draw(messages.length)]!;
  return {
    text,
    async read() {
      const opened = await openEnvelope(text, { self: receiver.nodeId, findSigner, now });
      if (!opened.ok) throw new Error('a valid message was refused');
      const { mid, inc, tinc, seq, prevMid, typ } = opened.value.envelope;
      const line = { ownIncarnation: tinc, fence: inc, lastSequence: seq - 1, midAtSequence: null, midBefore: prevMid };
      const changed = [
        { ...line, fence: inc + 1 + draw(1e6) }, { ...line, midAtSequence: sha256Of(String(draw(1e9))), lastSequence: seq + draw(9) }, { ...line, midBefore: sha256Of(String(draw(1e9))) },
        // a restored node announces itself by SYNC before it knows anybody
        ...(typ === 'SYNC' ? [] : [{ ...line, ownIncarnation: tinc + 1 + draw(1e6) }]),
      ];
      return checkPosition(changed[draw(changed.length)]!, { mid, incarnation: inc, addresseeIncarnation: tinc, sequence: seq, previousMid: prevMid }, typ === 'SYNC');
    },
  };
}

/** A sealed file hung on another child, block or sender; also by somebody who can seal to the receiver, as everybody can. */
async function swappedFile(draw: Draw, { files, receiver, findSigner, now }: Samples): Promise<Spoiled> {
  const at = draw(files.length);
  const { sealed, address } = files[at]!;
  const elsewhere = files[other(draw, files.length, at)]!.address;
  const proof = { findSigner, committedAt: now };
  const resealed = async () => {
    const letter = await openCaseLetter(receiver.vault, sealed, address.blockHash);
    if (!letter.ok) throw new Error('a valid file was refused');
    return sealTo(receiver.keys.sealing[0]!, Buffer.from(letter.value), 'case-file', elsewhere.blockHash);
  };
  const text = draw(2) === 0 ? sealed : await resealed();
  return { text, read: () => openCaseFile(receiver.vault, text, elsewhere, proof) };
}

export const inState = (draw: Draw, samples: Samples): Promise<Spoiled> | Spoiled => (draw(2) === 0 ? replayed : swappedFile)(draw, samples);
