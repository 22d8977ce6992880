/*
 * The desk's own program, kept by the browser so that it opens without a signal. Nothing that the node says is kept here: no
 * answer, no file, no name. The build puts in which files there are.
 */

declare const builtFiles: readonly string[];

interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  addEventListener(name: 'install' | 'activate', listen: (event: Lifetime) => void): void;
  addEventListener(name: 'fetch', listen: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;
const page = '/index.html';
/** Files are named by their content: the list of them names the release. */
const shelfOf = async (): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(builtFiles.join('\n')));
  return Array.from(new Uint8Array(digest).subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** One file after the other: what the worker at the desk asks for meanwhile comes first. */
async function keepAll(): Promise<void> {
  const shelf = await caches.open(await shelfOf());
  for (const file of builtFiles) {
    if (await shelf.match(file)) continue;
    const answer = (file === page ? undefined : await caches.match(file)) ?? (await fetch(file, { priority: 'low', ...(file === page ? { cache: 'no-cache' } : {}) }));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await shelf.put(file, answer);
  }
  await worker.skipWaiting();
}

/** The release before stays: pages that are open now still load parts of it. */
async function dropOld(): Promise<void> {
  const current = await shelfOf();
  const before = (await caches.keys()).filter((name) => name !== current);
  for (const name of before.slice(0, -1)) await caches.delete(name);
  await worker.clients.claim();
}

async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOld()));
worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(openPage(event.request));
  else if (pathname.startsWith('/assets/')) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)));
});
