/** Text as values and headings are compared: without accents, case, punctuation or doubled spaces; ñ counts as n. */
export const folded = (words: string): string =>
  words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/['’‘ʼʻ`´ꞌ]/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** What people write where they know nothing: the cell counts as empty. */
const nothing = new Set(['', 'n a', 'na', 'n d', 'nd', 's d', 'sd', 's n', 'sin dato', 'sin datos', 'no aplica', 'no consta', 'ninguno', 'ninguna', 'none', 'null', 'no data', 'unknown', 'desconocido', 'desconocida', 'se desconoce', 'no sabe', 'ns', 'ns nr', 'no refiere']);

export const saysNothing = (cell: string): boolean => nothing.has(folded(cell));

/** The parts of a cell with several values: `mexicana / guatemalteca`, `mam, español y q'anjob'al`. */
export const partsOf = (cell: string): string[] =>
  cell.split(/[,;/|\n]|\s+(?:y|e|and|&)\s+/iu).map((part) => part.trim()).filter((part) => part !== '');
