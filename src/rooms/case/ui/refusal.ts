import type { Problem } from '#kernel/problem.ts';

/** Carries a refusal through a paged query, which knows only thrown errors. */
export class RefusalError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The refusal behind an error of a query. */
export const problemOf = (error: Error | null): Problem | undefined =>
  error instanceof RefusalError ? error.problem : error ? { code: 'unexpected', details: {} } : undefined;
