import { useQueries } from '@tanstack/react-query';
import type { ChildId } from '#kernel/identifier.ts';
import { viewFile, type FileView } from '#rooms/case/schema.ts';
import { displayNameOf } from '#rooms/person/rules.ts';
import { call } from '#web/device/call.ts';
import { text } from '#web/kit/text.tsx';

/** A child's file as the wizard needs it; `file` is missing while it loads and where it is out of reach. */
export interface KnownChild {
  readonly childId: ChildId;
  readonly name: string;
  readonly file: FileView | undefined;
  readonly isLoading: boolean;
}

/** The files of several children at once. */
export const useFiles = (childIds: readonly ChildId[]): KnownChild[] =>
  useQueries({
    queries: childIds.map((childId) => ({
      queryKey: ['handover-file', childId],
      retry: false,
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<FileView | null> => {
        const answer = await call(viewFile, { childId }, { signal });
        return answer.ok ? answer.value : null;
      },
    })),
    combine: (answers) => answers.map(({ data, isPending }, index): KnownChild => ({
      childId: childIds[index]!, file: data ?? undefined, isLoading: isPending,
      name: (data && displayNameOf(data.profile.values)) || text('handover-ui.child.unnamed'),
    })),
  });

/** Whether the child, or who answers for her, agreed that her data is shared. */
export const agreesToSharing = ({ file }: KnownChild): boolean => file?.consents.find(({ purpose }) => purpose === 'sharing')?.answer === 'granted';
