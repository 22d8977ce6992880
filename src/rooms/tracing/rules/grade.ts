/**
 * How two tokens agree, from nothing to letter for letter. `initial`: one is only the first letter of the other;
 * `near` and `close`: Jaro-Winkler from 0.88 and from 0.94 (only `close`, from 0.93, for words of up to 4 letters).
 */
export const grades = ['none', 'initial', 'near', 'close', 'nickname', 'sound', 'exact'] as const;
export type Grade = 0 | 1 | 2 | 3 | 4 | 5 | 6;
export const noGrade = 0;
export const initialGrade = 1;
export const nearGrade = 2;
export const closeGrade = 3;
export const nicknameGrade = 4;
export const soundGrade = 5;
export const exactGrade = 6;

/** The grade that a Jaro-Winkler similarity earns for words whose shorter has `length` letters. */
export const gradeOfSimilarity = (similarity: number, length: number): Grade =>
  length <= 4 ? (similarity >= 0.93 ? closeGrade : noGrade) : similarity >= 0.94 ? closeGrade : similarity >= 0.88 ? nearGrade : noGrade;
