import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Problem } from '#kernel/problem.ts';
import { call } from '#web/device/call.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { listFiles, type ListItem } from '../../schema.ts';
import { problemOf, RefusalError } from '../refusal.ts';
import type { Filter } from './filters.ts';

type Page = OutputOf<typeof listFiles>;

interface FilePages {
  /** Undefined while the first page is on its way. */
  readonly items: readonly ListItem[] | undefined;
  readonly counts: Page['counts'] | undefined;
  readonly problem: Problem | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

const pageSize = '100';

/** Files under a filter, page after page; items and counts of one answer, refreshed together. */
export function useFilePages(filter: Filter): FilePages {
  const query = useInfiniteQuery({
    queryKey: [listFiles.method, listFiles.path, 'pages', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const answer = await call(listFiles, { ...filter, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }, { signal });
      if (!answer.ok) throw new RefusalError(answer.problem);
      return answer.value;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items),
    counts: query.data?.pages[0]?.counts,
    problem: problemOf(query.error),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
