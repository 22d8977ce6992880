import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `n`, `g h` (one after the other), `mod+k` (Ctrl, or Command on a Mac), `?`. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}

let active: readonly Shortcut[] = [];
const renderers = new Set<() => void>();
const settingName = 'amparo.shortcuts';
const sequenceMilliseconds = 1200;
let before = { key: '', at: 0 };

function change(next: readonly Shortcut[]): void {
  active = next;
  for (const renderAgain of renderers) renderAgain();
}

/** Single letters can be switched off (WCAG 2.2, 2.1.4); combinations with Ctrl stay. */
export const areLettersOn = (): boolean => localStorage.getItem(settingName) !== 'off';
export const setLettersOn = (isOn: boolean): void => {
  localStorage.setItem(settingName, isOn ? 'on' : 'off');
  change([...active]);
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'));

/** The shortcut that a key press completes, the later-registered first. */
function matching(event: KeyboardEvent): Shortcut | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return active.findLast(({ keys }) => keys === `mod+${key}`);
  if (event.altKey || isTyping(event.target) || !areLettersOn() || document.querySelector('dialog[open]')) return undefined;
  const sequence = event.timeStamp - before.at < sequenceMilliseconds ? `${before.key} ${key}` : '';
  before = { key, at: event.timeStamp };
  return active.findLast(({ keys }) => keys === sequence) ?? active.findLast(({ keys }) => keys === key);
}

/** Listens to the keyboard: once, in the shell. */
export function listenToShortcuts(): () => void {
  const listen = (event: KeyboardEvent): void => {
    const shortcut = event.defaultPrevented ? undefined : matching(event);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

/** A key that does something as long as the component is on the page; listed in the help that "?" opens. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const shortcut = { keys, label, run: () => latest.current() };
    change([...active, shortcut]);
    return () => change(active.filter((each) => each !== shortcut));
  }, [keys, label]);
}

/** The shortcuts that work now, each key once. */
export const useActiveShortcuts = (): readonly Shortcut[] => {
  const all = useSyncExternalStore((renderAgain) => { renderers.add(renderAgain); return () => renderers.delete(renderAgain); }, () => active);
  return all.filter((shortcut, index) => all.findIndex(({ keys }) => keys === shortcut.keys) === index);
};
