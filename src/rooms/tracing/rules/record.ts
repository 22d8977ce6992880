/**
 * A child's identity as the engine compares it: plain text as people gave it, nothing coded. Every part may be missing.
 * `birth.date` is a day, a month or a year (`YYYY-MM-DD`, `YYYY-MM`, `YYYY`); `estimatedAge` is in completed years at
 * `recordedOn` (a day). `aliases` are whole other names ("Juan Xol"), `nicknames` single ones ("Chepe").
 */
export interface PersonRecord {
  readonly key: string;
  readonly givenNames?: readonly string[];
  readonly surnames?: readonly string[];
  /** A whole name as somebody said it, given names and surnames not told apart: the registry's own names show which are which. */
  readonly spokenName?: string;
  readonly nicknames?: readonly string[];
  readonly aliases?: readonly string[];
  readonly birth?: BirthStatement;
  readonly sex?: string;
  readonly nationalities?: readonly string[];
  readonly municipality?: string;
  readonly department?: string;
  readonly motherNames?: readonly string[];
  readonly fatherNames?: readonly string[];
  readonly phones?: readonly string[];
  readonly identifiers?: readonly string[];
  readonly languages?: readonly string[];
  /** Any other columns of a linked file, in the order of the table's `extraFields`; missing ones undefined. */
  readonly extras?: readonly (string | undefined)[];
}

export interface BirthStatement {
  readonly date?: string;
  readonly estimatedAge?: number;
  readonly recordedOn?: string;
}
