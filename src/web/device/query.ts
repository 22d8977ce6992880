import { useState } from 'react';
import { keepPreviousData, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Static, TSchema } from 'typebox';
import type { Endpoint } from '#kernel/endpoint.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Result } from '#kernel/result.ts';
import { call, newRequestId } from './call.ts';

/** Carries a refusal through the query library, which knows only thrown errors. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const mostRetries = 2;
const isWorthRetrying = (problem: Problem): boolean => problem.code === 'node-unreachable' || problem.code === 'unexpected';

/** The desk's one cache of answers; lists and counts are asked for again together after every act. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // the connectivity watcher decides, not the browser
        networkMode: 'always',
        staleTime: 10_000,
        retry: (count, error) => count < mostRetries && error instanceof Refusal && isWorthRetrying(error.problem),
        refetchOnWindowFocus: true,
      },
    },
  });

export interface Answer<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  /** Nothing to show yet. */
  readonly isLoading: boolean;
  readonly retry: () => void;
}

const keyOf = (endpoint: Endpoint, input: unknown): readonly unknown[] => [endpoint.method, endpoint.path, input];

/**
 * The node's answer to a question, kept fresh. The last good answer stays while the node is silent; `problem` says so.
 * @param input null asks nothing yet
 * @param options `keepsPrevious` shows the former answer while a filter changes: never for another child's data;
 *   `everySeconds` asks again by itself
 */
export function useEndpoint<I extends TSchema, O extends TSchema>(
  endpoint: Endpoint<I, O>,
  input: Static<I> | null,
  options: { readonly keepsPrevious?: boolean; readonly everySeconds?: number } = {},
): Answer<Static<O>> {
  const query = useQuery<Static<O>>({
    queryKey: keyOf(endpoint, input),
    enabled: input !== null,
    queryFn: async ({ signal }) => {
      const answer = await call(endpoint, input!, { signal });
      if (!answer.ok) throw new Refusal(answer.problem);
      return answer.value;
    },
    ...(options.keepsPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.everySeconds ? { refetchInterval: options.everySeconds * 1000 } : {}),
  });
  return {
    value: query.data,
    problem: query.error instanceof Refusal ? query.error.problem : query.error ? { code: 'unexpected', details: {} } : undefined,
    isLoading: query.isPending && input !== null,
    retry: () => void query.refetch(),
  };
}

export interface Act<I, O> {
  /** Does it, under one request identifier, so that a repetition on the way is not a second act. */
  readonly act: (input: I) => Promise<Result<O>>;
  readonly isBusy: boolean;
  /** Why it was refused the last time; gone at the next try. */
  readonly problem: Problem | undefined;
}

/** A write. After a success every list and count on the screen is asked for again. */
export function useAct<I extends TSchema, O extends TSchema>(endpoint: Endpoint<I, O>): Act<Static<I>, Static<O>> {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = async (input: Static<I>): Promise<Result<Static<O>>> => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      const answer = await call(endpoint, input, { requestId: newRequestId() });
      if (answer.ok) await client.invalidateQueries();
      else setProblem(answer.problem);
      return answer;
    } finally {
      setIsBusy(false);
    }
  };
  return { act, isBusy, problem };
}
