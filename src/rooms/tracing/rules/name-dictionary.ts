import { grown } from './columns.ts';
import { exactGrade, gradeOfSimilarity, initialGrade, nicknameGrade, noGrade, soundGrade, type Grade } from './grade.ts';
import { isGenderPair, soundOf } from './phonetic.ts';
import type { NicknameBook } from './nickname.ts';
import { canBeNear, createNearWords, type NearWords } from './near-words.ts';
import { createSimilarity } from './similarity.ts';
import { createTokenPool, poolColumns, type TokenPool, type TokenPoolColumns } from './token-pool.ts';

/**
 * Every distinct name token with its sound, and the grade of any two of them. Grades depend on sounds only (except
 * that equal letters are `exact`), so a request grades each distinct sound once.
 */
export interface NameDictionary {
  readonly tokens: TokenPool;
  readonly sounds: TokenPool;
  intern(token: string): number;
  soundIdOf(token: number): number;
  gradeOf(left: number, right: number): Grade;
  gradeOfSounds(left: number, right: number): Grade;
  /**
   * Calls back with every sound that agrees with one, itself included, and a grade: one pass over all sounds. Coarser than
   * `gradeOf` (pairs such as Francisco and Francisca pass, a sound may come twice): the first pass of a search.
   */
  eachLikeSound(sound: number, found: (other: number, grade: Grade) => void): void;
  /** All spellings of a sound. */
  tokensOfSound(sound: number): readonly number[];
  /** A point to which `release` returns: what was interned since is forgotten. */
  mark(): DictionaryMark;
  release(mark: DictionaryMark): void;
  columns(): NameDictionaryColumns;
}

export interface DictionaryMark {
  readonly tokens: number;
  readonly sounds: number;
}

/** The plain arrays of a dictionary, as they travel to worker threads. */
export interface NameDictionaryColumns {
  readonly tokens: TokenPoolColumns;
  readonly sounds: TokenPoolColumns;
  readonly soundOfToken: Uint32Array;
}

const cacheSize = 1 << 16;

/** @param nearWordsOf how all words near one are found; the reference unless told */
export function createNameDictionary(nicknames: NicknameBook, from?: NameDictionaryColumns, nearWordsOf: (pool: TokenPool) => NearWords = createNearWords): NameDictionary {
  const tokens = createTokenPool(from?.tokens);
  const sounds = createTokenPool(from?.sounds);
  let soundOfToken = from?.soundOfToken ?? new Uint32Array(512);
  const formalIds = new Map<number, readonly number[]>();
  const nicknameIds = new Map<number, readonly number[]>();
  let namedSounds = 0;
  /** 1 for sounds that are a nickname or have one. */
  let isNamed = new Uint8Array(512);
  const spellings: number[][] = [];
  let spelledTokens = 0;
  const similarity = createSimilarity();
  const nearSounds = nearWordsOf(sounds);
  const cacheKeys = new Float64Array(cacheSize).fill(-1);
  const cacheGrades = new Uint8Array(cacheSize);

  /** Looks up the formal names of sounds that are new; those names become sounds too, and are looked up in their turn. */
  const learnNicknames = (): void => {
    for (; namedSounds < sounds.count; namedSounds++) {
      const formals = nicknames.formalsOf(sounds.textOf(namedSounds));
      const ids = formals.map((formal) => sounds.intern(formal)).filter((id) => id !== namedSounds);
      if (ids.length > 0) formalIds.set(namedSounds, ids);
      for (const formal of ids) nicknameIds.set(formal, [...(nicknameIds.get(formal) ?? []), namedSounds]);
      isNamed = grown(isNamed, sounds.count);
      for (const id of [namedSounds, ...ids]) if (ids.length > 0) isNamed[id] = 1;
    }
  };
  /** Sounds that share a formal name with one, or are its formal name or nickname. */
  const nicknamesOf = (sound: number): ReadonlySet<number> => {
    const related = new Set<number>([...(formalIds.get(sound) ?? []), ...(nicknameIds.get(sound) ?? [])]);
    for (const formal of formalIds.get(sound) ?? []) for (const other of nicknameIds.get(formal) ?? []) related.add(other);
    related.delete(sound);
    return related;
  };
  const areNicknames = (left: number, right: number): boolean => {
    const [leftFormals, rightFormals] = [formalIds.get(left), formalIds.get(right)];
    if (leftFormals === undefined && rightFormals === undefined) return false;
    if (leftFormals?.includes(right) || rightFormals?.includes(left)) return true;
    return leftFormals !== undefined && rightFormals !== undefined && leftFormals.some((formal) => rightFormals.includes(formal));
  };
  /** Jaro matching depends on which word leads: the shorter, then the first in letters, so that the grade is symmetric. */
  const leads = (left: number, right: number): boolean => {
    const { letters, starts, lengths } = sounds;
    if (lengths[left] !== lengths[right]) return lengths[left]! < lengths[right]!;
    let index = 0;
    while (index < lengths[left]! && letters[starts[left]! + index] === letters[starts[right]! + index]) index++;
    return letters[starts[left]! + index]! <= letters[starts[right]! + index]!;
  };
  const grade = (one: number, other: number): Grade => {
    if (areNicknames(one, other)) return nicknameGrade;
    const [left, right] = leads(one, other) ? [one, other] : [other, one];
    const [leftLength, rightLength] = [sounds.lengths[left]!, sounds.lengths[right]!];
    const { letters, starts } = sounds;
    if (leftLength === 1) return letters[starts[left]!] === letters[starts[right]!] ? initialGrade : noGrade;
    similarity.load(letters, starts[left]!, leftLength);
    const found = gradeOfSimilarity(similarity.to(letters, starts[right]!, rightLength), leftLength);
    return found !== noGrade && isGenderPair(sounds.textOf(left), sounds.textOf(right)) ? noGrade : found;
  };
  /** Letters, length and first letter of each sound side by side: of nine pairs in ten nothing else is read, and reading is what takes the time. */
  let shapes = new Int32Array(1024);
  let shapedSounds = 0;
  const shapeSounds = (): void => {
    const { letters, starts, lengths, masks, count } = sounds;
    shapes = grown(shapes, 2 * count);
    for (; shapedSounds < count; shapedSounds++) {
      shapes[2 * shapedSounds] = masks[shapedSounds]!;
      shapes[2 * shapedSounds + 1] = lengths[shapedSounds]! | (letters[starts[shapedSounds]!]! << 8);
    }
  };
  const gradeOfSounds = (left: number, right: number): Grade => {
    if (left === right) return soundGrade;
    if (namedSounds < sounds.count) learnNicknames();
    if (shapedSounds < sounds.count) shapeSounds();
    const leftShape = shapes[2 * left + 1]!;
    const rightShape = shapes[2 * right + 1]!;
    const leftLength = leftShape & 255;
    const rightLength = rightShape & 255;
    if (leftLength > 1 && rightLength > 1 && !canBeNear(leftLength, rightLength, shapes[2 * left]!, shapes[2 * right]!, leftShape >> 8 === rightShape >> 8)
      && isNamed[left]! + isNamed[right]! < 2) return noGrade;
    const key = left < right ? left * 2 ** 26 + right : right * 2 ** 26 + left;
    const slot = (Math.imul(left ^ right, 0x9e3779b1) + left + right) & (cacheSize - 1);
    if (cacheKeys[slot] === key) return cacheGrades[slot] as Grade;
    const found = grade(left, right);
    cacheKeys[slot] = key;
    cacheGrades[slot] = found;
    return found;
  };

  return {
    tokens,
    sounds,
    intern(token) {
      const id = tokens.intern(token);
      if (id >= soundOfToken.length) soundOfToken = grown(soundOfToken, id + 1);
      if (id >= spelledTokens) {
        soundOfToken[id] = sounds.intern(soundOf(token));
        (spellings[soundOfToken[id]] ??= []).push(id);
        spelledTokens = id + 1;
      }
      return id;
    },
    soundIdOf: (token) => soundOfToken[token]!,
    gradeOf: (left, right) => (left === right ? exactGrade : gradeOfSounds(soundOfToken[left]!, soundOfToken[right]!)),
    gradeOfSounds,
    eachLikeSound(sound, found) {
      learnNicknames();
      const { lengths } = sounds;
      const { count, numbers, similarities } = nearSounds.of(sound);
      for (let index = 0; index < count; index++) {
        const other = numbers[index]!;
        const near = gradeOfSimilarity(similarities[index]!, Math.min(lengths[sound]!, lengths[other]!));
        if (near !== noGrade) found(other, other === sound ? soundGrade : near);
      }
      for (const other of nicknamesOf(sound)) found(other, nicknameGrade);
    },
    tokensOfSound: (sound) => spellings[sound] ?? [],
    mark() {
      learnNicknames();
      return { tokens: tokens.count, sounds: sounds.count };
    },
    release(mark) {
      if (sounds.count > mark.sounds) cacheKeys.fill(-1);
      nearSounds.forget(mark.sounds);
      for (let id = mark.sounds; id < sounds.count; id++) {
        for (const formal of formalIds.get(id) ?? []) nicknameIds.set(formal, nicknameIds.get(formal)!.filter((nickname) => nickname !== id));
        formalIds.delete(id);
        isNamed[id] = 0;
      }
      for (let id = mark.tokens; id < tokens.count; id++) spellings[soundOfToken[id]!]!.pop();
      spelledTokens = mark.tokens;
      tokens.truncate(mark.tokens);
      sounds.truncate(mark.sounds);
      shapedSounds = Math.min(shapedSounds, mark.sounds);
      namedSounds = Math.min(namedSounds, mark.sounds);
    },
    columns: () => ({ tokens: poolColumns(tokens), sounds: poolColumns(sounds), soundOfToken }),
  };
}
