/** Bits that a reading costs beyond its words: a third surname, a fourth given name, surnames said first. */
const oddSurname = 4;
const oddGiven = 2;
const surnamesFirst = 6;

/**
 * Which words of a name that was said in one breath are given names and which surnames: the reading under which its words are
 * least surprising in this registry, given names first unless the words speak clearly against it.
 * @param count number of words
 * @param bits surprise of word `index` as a given name and as a surname
 * @returns words `from` to `to` are the given names, the others the surnames; of a single word one of the two is empty
 */
export function splitSpokenName(count: number, bits: (index: number, as: 'given' | 'surname') => number): { readonly from: number; readonly to: number } {
  let best = { from: 0, to: count, cost: Infinity };
  const offer = (from: number, to: number, extra: number): void => {
    let cost = extra + Math.max(0, count - (to - from) - 2) * oddSurname + Math.max(0, to - from - 3) * oddGiven;
    for (let index = 0; index < count; index++) cost += bits(index, index >= from && index < to ? 'given' : 'surname');
    if (cost < best.cost) best = { from, to, cost };
  };
  if (count === 1) {
    offer(0, 1, 0);
    offer(0, 0, 1);
  }
  for (let given = 1; given < count; given++) offer(0, given, 0);
  for (let given = 1; given < count; given++) offer(count - given, count, surnamesFirst);
  return best;
}
