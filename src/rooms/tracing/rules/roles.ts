/** What a word of a record's column stands for: the high 5 bits of the word; its number in a dictionary is below them. */
export const role = {
  given: 0, surname: 1, nickname: 2, alias: 3, mother: 4, father: 5,
  municipality: 6, department: 7, nationality: 8, language: 9, phone: 10, identifier: 11,
  /** First of the other columns of a linked file; column `n` has role `extra + n`. */
  extra: 12,
} as const;

export const mostExtras = 32 - role.extra;
export const roleCount = 32;
const idBits = 27;
const idMask = 2 ** idBits - 1;

export const wordOf = (roleNumber: number, id: number): number => ((roleNumber << idBits) | id) >>> 0;
export const roleOf = (word: number): number => word >>> idBits;
export const idOf = (word: number): number => word & idMask;
/** Whether words of a role are tokens of the name dictionary; the others are values. */
export const isNameRole = (roleNumber: number): boolean => roleNumber <= role.father;
