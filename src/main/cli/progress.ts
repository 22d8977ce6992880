import { createProgress, type Progress } from '../corridor/progress.ts';

const silent: Progress = { step: () => undefined, bar: () => undefined, end: () => undefined };

/** Progress for people, beside what is printed for scripts. */
export const progressTo = (isJson: boolean): Progress => (isJson ? silent : createProgress(process.stderr));
