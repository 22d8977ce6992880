import { useSyncExternalStore } from 'react';
import { instantFrom, type Instant } from '#kernel/instant.ts';

/** Whether the node answers. The browser's own word is not taken for it: a phone may be online and the node not. */
interface Connectivity {
  readonly isReachable: boolean;
  /** When it last answered; null before the first time. */
  readonly lastSeen: Instant | null;
}

const pingWhenSilentMilliseconds = 5_000;
const pingWhenWellMilliseconds = 30_000;
let state: Connectivity = { isReachable: true, lastSeen: null };
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Takes note of how a call went: any answer, also a refusal, shows that the node is there. */
export function noteAnswer(hasAnswered: boolean): void {
  const before = state;
  state = hasAnswered ? { isReachable: true, lastSeen: instantFrom(Date.now()) } : { ...before, isReachable: false };
  if (state.isReachable !== before.isReachable) for (const tell of listeners) tell();
}

/** Asks the node whether it is there. */
export async function ping(): Promise<void> {
  try {
    const response = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(pingWhenSilentMilliseconds) });
    noteAnswer(response.ok);
  } catch {
    noteAnswer(false);
  }
}

function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ping().then(schedule), state.isReachable ? pingWhenWellMilliseconds : pingWhenSilentMilliseconds);
}

/** Keeps asking while the desk is open and on the screen; returns how to stop. */
export function watchConnectivity(): () => void {
  const look = (): void => {
    if (document.visibilityState === 'hidden') return clearTimeout(timer);
    void ping().then(schedule);
  };
  schedule();
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', look);
  };
}

/** Calls back when the node falls silent or answers again. */
export function onConnectivity(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const connectivity = (): Connectivity => state;

/** Renders again when the node falls silent or answers again. */
export const useConnectivity = (): Connectivity => useSyncExternalStore(onConnectivity, connectivity);
