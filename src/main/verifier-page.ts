import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

const built = path.resolve(import.meta.dirname, '../../dist/verifier/index.html');

/**
 * Serves the page that verifies exported files, to anybody: it holds no data and asks nobody. It works the same when it is saved and
 * opened from a disk, so its policy stands in the page too; a header adds only what a page cannot say of itself.
 */
export function verifierPage(server: FastifyInstance, file: string = built): void {
  server.get('/verificar', { schema: { hide: true } }, async (_request, reply) => {
    if (!existsSync(file)) return reply.code(503).type('text/plain; charset=utf-8').send('The page is not built yet: node scripts/build-web.ts verifier');
    const page = await readFile(file, 'utf8');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
    return reply.type('text/html; charset=utf-8').header('content-security-policy', `${policy}; frame-ancestors 'none'`).header('cache-control', 'no-cache').send(page);
  });
}
