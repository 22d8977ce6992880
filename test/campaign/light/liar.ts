import { hashOf, type Letter } from './letter.ts';
import { nodeName, type LightWorld } from './world.ts';

const lies = ['altered', 'in another name', 'to a third', 'taken without acceptance', 'tracked without proof'] as const;

/** The last node says to another what is not so. @returns null when it has overheard nothing yet */
export function lieTo(world: LightWorld, index: number): { readonly said: string; readonly isBelieved: boolean } | null {
  const [liar, victim] = [world.nodes.at(-1)!.self, nodeName(index)];
  const heard = world.overheard[Math.floor(world.draw() * world.overheard.length)];
  if (!heard || victim === liar) return null;
  const said = lies[Math.floor(world.draw() * lies.length)]!;
  const letter = wordsOf(world, said, heard, liar, victim);
  // what carries no signature of its sender does not even reach the kernel, as the envelopes of whole nodes show
  if (!letter) return { said, isBelieved: false };
  return { said, isBelieved: world.arrive(letter).kind === 'receipt' };
}

function wordsOf(world: LightWorld, said: (typeof lies)[number], heard: Letter, liar: Letter['message']['from'], victim: Letter['message']['to']): Letter | null {
  if (said === 'altered' || said === 'in another name' || said === 'to a third') return null;
  const groups = world.groups[Math.floor(world.draw() * world.groups.length)]!;
  const { database } = world.nodes.at(-1)!;
  const frame = { from: liar, to: victim, incarnation: database.frame().incarnation, addresseeIncarnation: world.nodes[world.indexOf(victim)]!.database.frame().incarnation, handoverId: world.newHandover() };
  const group = groups.map((childId) => ({ childId, epoch: 900, origin: liar }));
  const message = said === 'tracked without proof' ? { ...frame, type: 'TRACK' as const, group, previous: liar } : { ...frame, type: 'COMMIT' as const, group };
  // signed by the liar, who is the only one in whose name it can sign
  const links = groups.map((childId) => world.notary.sign({ childId, epoch: 900, previous: hashOf(childId), from: liar, to: said === 'tracked without proof' ? victim : liar, handoverId: frame.handoverId, acceptance: heard.acceptance }));
  return { mid: hashOf([message, world.draw()]), message, childIds: groups, sequence: 1_000_000 + Math.floor(world.draw() * 1e6), previousMid: heard.mid, links, acceptance: heard.acceptance };
}
