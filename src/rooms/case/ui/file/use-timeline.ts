import { useInfiniteQuery } from '@tanstack/react-query';
import type { ChildId } from '#kernel/identifier.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { call } from '#web/device/call.ts';
import { RefusalError, problemOf } from '../refusal.ts';
import type { Problem } from '#kernel/problem.ts';
import { viewTimeline, type TimelineCategory, type TimelineEntry } from '../../schema.ts';

type Page = OutputOf<typeof viewTimeline>;

interface TimelinePages {
  readonly entries: readonly TimelineEntry[] | undefined;
  readonly problem: Problem | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  /** Asks for all that is left: before printing. */
  readonly loadAll: () => Promise<void>;
  readonly retry: () => void;
}

const pageSize = '100';

/** Everything recorded about a child, or what is of one category, page after page, the newest first. */
export function useTimeline(childId: ChildId, category?: TimelineCategory): TimelinePages {
  const query = useInfiniteQuery({
    queryKey: [viewTimeline.method, viewTimeline.path, childId, category ?? 'all'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const answer = await call(viewTimeline, { childId, limit: pageSize, ...(category ? { category } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, { signal });
      if (!answer.ok) throw new RefusalError(answer.problem);
      return answer.value;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
  });
  return {
    entries: query.data?.pages.flatMap(({ entries }) => entries),
    problem: problemOf(query.error),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    loadAll: async () => {
      let hasMore = query.hasNextPage;
      while (hasMore) hasMore = (await query.fetchNextPage()).hasNextPage;
    },
    retry: () => void query.refetch(),
  };
}
