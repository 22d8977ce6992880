import { sha256Of } from './canonical.ts';
import { fingerprintOf } from './node-card.ts';

/** More cards than a node will ever have peers. */
const mostKept = 500;

export interface Fingerprints {
  /** The six words of a signed card, apart from each other by a space; computed once a card. */
  fingerprint(signedCard: string): Promise<string>;
}

/** Keeps the words of the cards that were asked for last: they are slow to compute on purpose, and of one card always the same. */
export function createFingerprints(compute: (signedCard: string) => Promise<readonly string[]> = fingerprintOf): Fingerprints {
  const known = new Map<string, Promise<string>>();
  return {
    fingerprint(signedCard) {
      const name = sha256Of(signedCard);
      const words = known.get(name) ?? compute(signedCard).then((list) => list.join(' '));
      known.delete(name);
      known.set(name, words);
      if (known.size > mostKept) known.delete(known.keys().next().value!);
      // what failed is tried again
      words.catch(() => known.delete(name));
      return words;
    },
  };
}
