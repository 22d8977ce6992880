import { grown } from './columns.ts';
import { idOf, isNameRole, role, roleOf } from './roles.ts';

/** Pseudo-observations that keep the frequency of a name sensible in a small registry. */
const priorMass = 50;
const priorShare = 1 / 2000;

/**
 * How often each sound is borne as a given name, as a surname and among parents, and each value in its own field:
 * agreeing on a rare name says more than agreeing on María. Kept current as records come and go.
 */
export interface Frequencies {
  /** Counts the words of one record in (+1) or out (-1). */
  count(words: Uint32Array, from: number, to: number, soundIdOf: (token: number) => number, sign: 1 | -1): void;
  /** Bits of surprise of a sound or value in a role: -log2 of its smoothed share. */
  rarityOf(roleNumber: number, id: number): number;
}

/** Roles that share their counts: a nickname or alias is weighed as a given name, father and mother as parents. */
const groupOf = (roleNumber: number): number =>
  roleNumber === role.nickname || roleNumber === role.alias ? role.given : roleNumber === role.father ? role.mother : roleNumber;

export function createFrequencies(): Frequencies {
  const counts: Uint32Array[] = [];
  const totals: number[] = [];
  const column = (group: number): Uint32Array => (counts[group] ??= new Uint32Array(64));
  return {
    count(words, from, to, soundIdOf, sign) {
      for (let index = from; index < to; index++) {
        const roleNumber = roleOf(words[index]!);
        const group = groupOf(roleNumber);
        const id = isNameRole(roleNumber) ? soundIdOf(idOf(words[index]!)) : idOf(words[index]!);
        const larger = (counts[group] = grown(column(group), id + 1));
        larger[id] = larger[id]! + sign;
        totals[group] = (totals[group] ?? 0) + sign;
      }
    },
    rarityOf(roleNumber, id) {
      const group = groupOf(roleNumber);
      const share = ((column(group)[id] ?? 0) + priorMass * priorShare) / ((totals[group] ?? 0) + priorMass);
      return -Math.log2(share);
    },
  };
}
