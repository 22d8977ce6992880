/** The pure rules of interchange: what a spreadsheet says of children. */
export { doubledTargets, targets, type Target } from './rules/columns.ts';
export type { DateOrder } from './rules/dates.ts';
export { guessMapping, mappingFor, reportOf, type FoundPlace, type Mapping, type Sheet, type Surroundings } from './rules/sheet.ts';
export { twinsOf } from './rules/twins.ts';
export { understandSheet, type CellProblem, type UnderstoodRow } from './rules/understand.ts';
export { errorTable } from './rules/error-table.ts';
export { workThrough } from './rules/work-through.ts';
export { folded } from './rules/words.ts';
