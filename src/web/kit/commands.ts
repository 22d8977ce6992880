import { useEffect, useSyncExternalStore } from 'react';
import type { IconName } from './icon.tsx';

export interface Command {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: IconName;
  /** Words by which it is also found. */
  readonly keywords?: string;
  /** Where it leads, or what it does. */
  readonly href?: string;
  readonly run?: () => void;
}

/** Looks something up by what was typed, for example children; at least two characters. */
export type CommandSearch = (typed: string) => Promise<readonly Command[]>;

let registered: readonly (readonly Command[])[] = [];
const renderers = new Set<() => void>();
function register(next: readonly (readonly Command[])[]): void {
  registered = next;
  for (const renderAgain of renderers) renderAgain();
}
const subscribe = (renderAgain: () => void): (() => void) => {
  renderers.add(renderAgain);
  return () => renderers.delete(renderAgain);
};

/**
 * Adds commands to the palette as long as the component is on the page.
 * @param commands keep the same array between renders (a constant or `useMemo`)
 */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    register([commands, ...registered]);
    return () => register(registered.filter((each) => each !== commands));
  }, [commands]);
}

/** What the palette offers now, the latest-added first. */
export const useRegisteredCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => registered).flat();
