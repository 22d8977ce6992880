import { grown } from './columns.ts';
import { idOf, isNameRole, role, roleCount, roleOf } from './roles.ts';

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
  columns(): FrequencyColumns;
}

/** The plain arrays of the frequencies, as they travel to worker threads. */
export interface FrequencyColumns {
  readonly counts: readonly Uint32Array[];
  readonly logs: readonly Float32Array[];
  readonly totals: Float64Array;
  readonly logTotals: Float64Array;
}

/** Roles that share their counts: a nickname or alias is weighed as a given name, father and mother as parents. */
const groups = Uint8Array.from({ length: roleCount }, (_, roleNumber) =>
  roleNumber === role.nickname || roleNumber === role.alias ? role.given : roleNumber === role.father ? role.mother : roleNumber);

export function createFrequencies(from?: FrequencyColumns): Frequencies {
  /** Per group: how often each id occurs, and log2 of that with the prior, kept so that asking costs one look-up. */
  const counts = from === undefined ? Array.from({ length: roleCount }, () => new Uint32Array(0)) : [...from.counts];
  const logs = from === undefined ? Array.from({ length: roleCount }, () => new Float32Array(0)) : [...from.logs];
  const totals = from?.totals ?? new Float64Array(roleCount);
  const logTotals = from?.logTotals ?? new Float64Array(roleCount).fill(Math.log2(priorMass));
  const unseen = Math.log2(priorMass * priorShare);
  return {
    count(words, from, to, soundIdOf, sign) {
      for (let index = from; index < to; index++) {
        const roleNumber = roleOf(words[index]!);
        const group = groups[roleNumber]!;
        const id = isNameRole(roleNumber) ? soundIdOf(idOf(words[index]!)) : idOf(words[index]!);
        const known = counts[group]!.length;
        if (id >= known) {
          counts[group] = grown(counts[group]!, id + 1);
          logs[group] = grown(logs[group]!, id + 1).fill(unseen, known);
        }
        counts[group]![id]! += sign;
        logs[group]![id] = Math.log2(counts[group]![id]! + priorMass * priorShare);
        totals[group]! += sign;
        logTotals[group] = Math.log2(totals[group]! + priorMass);
      }
    },
    columns: () => ({ counts, logs, totals, logTotals }),
    rarityOf(roleNumber, id) {
      const group = groups[roleNumber]!;
      const column = logs[group]!;
      return logTotals[group]! - (id < column.length ? column[id]! : unseen);
    },
  };
}
