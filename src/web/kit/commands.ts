import { useEffect, useId, useSyncExternalStore } from 'react';
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

let registered: ReadonlyMap<string, readonly Command[]> = new Map();
let listed: readonly Command[] = [];
const renderers = new Set<() => void>();
const subscribe = (renderAgain: () => void): (() => void) => {
  renderers.add(renderAgain);
  return () => renderers.delete(renderAgain);
};

function register(name: string, commands: readonly Command[] | null): void {
  const others = [...registered].filter(([other]) => other !== name);
  registered = new Map(commands ? [[name, commands], ...others] : others);
  listed = [...registered.values()].flat();
  for (const renderAgain of renderers) renderAgain();
}

/** Adds commands to the palette as long as the component is on the page. */
export function useCommands(commands: readonly Command[]): void {
  const name = useId();
  // after every render, because labels follow the language; only the palette listens
  useEffect(() => register(name, commands));
  useEffect(() => () => register(name, null), [name]);
}

/** What the palette offers now, the latest-added first. */
export const useRegisteredCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => listed);
