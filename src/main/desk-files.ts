import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

const folder = path.resolve(import.meta.dirname, '../../dist/desk');
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2', '.png': 'image/png', '.webmanifest': 'application/manifest+json',
};

/** Serves the built desk: hashed assets may be kept for ever, every other address is the desk's own page. */
export function deskFiles(server: FastifyInstance): void {
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const wanted = path.normalize(path.join(folder, decodeURIComponent(request.url.split('?')[0]!)));
    const isAsset = wanted.startsWith(folder + path.sep) && path.extname(wanted) !== '' && existsSync(wanted);
    if (!isAsset && request.url.startsWith('/api/')) return reply.code(404).type('application/problem+json').send({ type: 'urn:amparo:problem:not-found', status: 404, code: 'not-found', details: {} });
    if (!isAsset && path.extname(wanted) !== '') return reply.code(404).send();
    const file = isAsset ? wanted : path.join(folder, 'index.html');
    if (!existsSync(file)) return reply.code(503).type('text/plain; charset=utf-8').send('The desk is not built yet: node scripts/build-web.ts');
    return reply
      .type(mediaTypes[path.extname(file)] ?? 'application/octet-stream')
      .header('cache-control', isAsset && file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache')
      .send(await readFile(file));
  });
}
