/** The door for linking plain files: used by the command line. */
export { readAskedMapping } from './link/asked-mapping.ts';
export { linkFields } from './link/fields.ts';
export type { Link } from './link/decide.ts';
export { linkFiles, type LinkedFiles } from './link/link-files.ts';
export type { FileHead } from './link/read-tables.ts';
export { linkSummary } from './link/summary.ts';
export { readTexts, type LinkLanguage } from './link/texts.ts';
export { savePairs } from './link/save-pairs.ts';
