import { useSyncExternalStore } from 'react';
import { instantFrom, type Instant } from '#kernel/instant.ts';

const minute = 60_000;
let now = instantFrom(Date.now());
const renderers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = instantFrom(Date.now());
  for (const renderAgain of renderers) renderAgain();
}

function subscribe(renderAgain: () => void): () => void {
  renderers.add(renderAgain);
  timer ??= setInterval(tick, minute);
  return () => {
    renderers.delete(renderAgain);
    if (renderers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present instant, the same for the whole page, renewed each minute. */
export const useNow = (): Instant => useSyncExternalStore(subscribe, () => now);
