import type { FastifyInstance } from 'fastify';

/** No exception anywhere: own scripts, styles, fonts and pictures only; blob: is for photos decrypted in the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Sets the headers of the security design (section 6, Web) on every answer; personal answers are never cached. */
export function protectAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    // a page that names its own script by its hash has a stricter one
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(self)');
    reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/api/') || !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
