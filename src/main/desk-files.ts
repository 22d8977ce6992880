import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '#platform/http/problem-reply.ts';

const built = path.resolve(import.meta.dirname, '../../dist/desk');
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2', '.png': 'image/png', '.webmanifest': 'application/manifest+json',
};

/** From one address in a minute: behind it may be an office whose phones all fetch a new release. */
const filesPerMinute = 12_000;

/** What the build left beside a file, smallest first: ending, and the name a client accepts it by. */
const packings = [['.br', 'br'], ['.gz', 'gzip']] as const;

/** The packing of a file that the client unpacks; null when there is none. */
function packingFor(file: string, accepted: string | undefined): (typeof packings)[number] | null {
  const names = (accepted ?? '').split(',').filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part)).map((part) => part.split(';')[0]!.trim());
  return packings.find(([ending, name]) => names.includes(name) && existsSync(file + ending)) ?? null;
}

/**
 * Serves the built desk: hashed assets may be kept for ever, every other address is the desk's own page. Texts go packed as the
 * build left them: nothing in these files is secret, so their length tells nothing.
 */
export function deskFiles(server: FastifyInstance, folder: string = built): void {
  server.get('/*', { schema: { hide: true }, config: { rateLimit: { max: filesPerMinute } } }, async (request, reply) => {
    const wanted = path.normalize(path.join(folder, decodeURIComponent(request.url.split('?')[0]!)));
    const isAsset = wanted.startsWith(folder + path.sep) && path.extname(wanted) !== '' && existsSync(wanted);
    if (!isAsset && request.url.startsWith('/api/')) return sendProblem(reply, { code: 'not-found', details: {} });
    if (!isAsset && path.extname(wanted) !== '') return reply.code(404).send();
    const file = isAsset ? wanted : path.join(folder, 'index.html');
    if (!existsSync(file)) return reply.code(503).type('text/plain; charset=utf-8').send('The desk is not built yet: node scripts/build-web.ts');
    const packing = packingFor(file, request.headers['accept-encoding']);
    if (packing) reply.header('content-encoding', packing[1]);
    return reply
      .header('vary', 'accept-encoding')
      .type(mediaTypes[path.extname(file)] ?? 'application/octet-stream')
      .header('cache-control', isAsset && file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache')
      .send(await readFile(file + (packing?.[0] ?? '')));
  });
}
