import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';

/**
 * A part of a screen whose code loads when it is first shown: another section, a dialog. The desk on a cheap phone opens
 * with what one sees first.
 * @param waiting what stands in its place meanwhile
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, waiting: ReactNode = null): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  return (props) => <Suspense fallback={waiting}><Part {...props} /></Suspense>;
}
