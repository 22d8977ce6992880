import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { findAlias } from '../../schema.ts';

/** Where a file cannot be opened: leads to the file that it has become part of; `children` where there is none. */
export function FollowAlias({ childId, children }: { readonly childId: ChildId; readonly children: ReactNode }) {
  const { value, isLoading } = useEndpoint(findAlias, { childId });
  if (value?.into) return <Redirect to={`/casos/${value.into}`} replace />;
  return isLoading ? <Skeleton lines={4} /> : children;
}
