/** Stands in the name of every child of a campaign: what must never be read on the line. */
export const canary = 'Xilonen Canario';
