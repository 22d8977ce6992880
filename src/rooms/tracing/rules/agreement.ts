/** Whether a level (`levelName`) says that two records agree in a field, more or less; how much that weighs is another matter. */
export const isAgreement = (level: string): boolean => !/(?:different|unsupported|far|missing)$/.test(level);
