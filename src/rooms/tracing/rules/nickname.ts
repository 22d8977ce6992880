import { nameTokens } from './letters.ts';
import { soundOf } from './phonetic.ts';

/** One row of the nickname lists in `reference/names`: a formal name, possibly of two words, and how people are called. */
export interface NicknameRow {
  readonly formal: string;
  readonly nickname: string;
}

/** Which formal names a sound may stand for; many to many (Beto is Alberto, Roberto or Humberto). */
export interface NicknameBook {
  /** Sounds of the formal names behind a sound: from the lists, and by the diminutive (Juanito, Carmencita). */
  formalsOf(sound: string): readonly string[];
}

export function createNicknameBook(rows: readonly NicknameRow[]): NicknameBook {
  const formalsBySound = new Map<string, string[]>();
  for (const row of rows) {
    const nickname = soundOf(nameTokens(row.nickname).join(''));
    const formals = nameTokens(row.formal).map(soundOf).filter((formal) => formal !== nickname);
    formalsBySound.set(nickname, [...new Set([...(formalsBySound.get(nickname) ?? []), ...formals])]);
  }
  return { formalsOf: (sound) => [...(formalsBySound.get(sound) ?? []), ...diminutiveStems(sound)] };
}

function diminutiveStems(sound: string): readonly string[] {
  const match = /^(.{2,}?)(?:s|si)?it[oa]s?$/.exec(sound);
  if (match === null || sound.length < 6) return [];
  const stem = match[1]!;
  const full = sound.replace(/it[oa]s?$/, '');
  return [...new Set([stem, `${stem}e`, `${stem}en`, full, `${full}o`, `${full}a`, `${full}os`, `${full}e`])];
}
