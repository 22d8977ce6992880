import type { Alignment } from './alignment.ts';
import { soundGrade } from './grade.ts';
import type { Side } from './side.ts';
import type { TokenPool } from './token-pool.ts';

/** Letters of the shortest name that is looked for inside another word. */
const shortest = 3;

/**
 * Two surnames that the other record has as one word, in either order (GUITYZELAYA, Guity Zelaya): concatenated double surnames are a documented cause
 * of missed links of Hispanic persons (Utah Population Database, International Journal of Population Data Science 3, 2018, article 764).
 * Only the record with fewer surnames is taken to have written two together, so that it does not matter which of the two is asked first. Matches
 * word and pair as of one sound, and marks all three used.
 */
export function createWrittenTogether(sounds: TokenPool, soundIdOf: (token: number) => number, rarityOf: (token: number) => number): (whole: Side, apart: Side, from: number, to: number, apartFrom: number, apartTo: number, alignment: Alignment) => void {
  const holds = (whole: number, first: number, second: number): boolean => {
    const { letters, starts, lengths } = sounds;
    const [length, firstLength, secondLength] = [lengths[whole]!, lengths[first]!, lengths[second]!];
    if (firstLength + secondLength !== length || firstLength < shortest || secondLength < shortest) return false;
    const start = starts[whole]!;
    for (let index = 0; index < firstLength; index++) if (letters[start + index] !== letters[starts[first]! + index]) return false;
    for (let index = 0; index < secondLength; index++) if (letters[start + firstLength + index] !== letters[starts[second]! + index]) return false;
    return true;
  };
  return (whole, apart, from, to, apartFrom, apartTo, alignment) => {
    if (to === from || apartTo - apartFrom <= to - from) return;
    for (let one = from; one < to; one++) {
      if (whole.isUsed[one] === 1) continue;
      const sound = soundIdOf(whole.ids[one]!);
      if (sounds.lengths[sound]! < 2 * shortest) continue;
      for (let first = apartFrom; first < apartTo; first++) {
        for (let second = apartFrom; second < apartTo; second++) {
          if (first === second || apart.isUsed[first] === 1 || apart.isUsed[second] === 1 || whole.isUsed[one] === 1) continue;
          if (!holds(sound, soundIdOf(apart.ids[first]!), soundIdOf(apart.ids[second]!))) continue;
          whole.isUsed[one] = 1;
          apart.isUsed[first] = 1;
          apart.isUsed[second] = 1;
          alignment.matched += 2;
          alignment.worst = soundGrade;
          alignment.rarity += rarityOf(apart.ids[first]!) + rarityOf(apart.ids[second]!);
        }
      }
    }
  };
}
