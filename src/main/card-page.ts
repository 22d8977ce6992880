import type { FastifyInstance, FastifyRequest } from 'fastify';
import { languageOf } from '#platform/http/problem-reply.ts';
import { paperWords, type PaperLanguage } from '#platform/paper/words.ts';
import type { Caller, NodeSettings } from '#platform/services.ts';

const style = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 34rem; margin: 3rem auto; padding: 0 1.25rem; font-size: 1.125rem; }
a.call { display: block; font-size: 2rem; font-weight: 700; margin: 1.5rem 0; }
.training { border: 3px dashed #b45309; padding: .5rem .75rem; }
`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

function pageFor(settings: NodeSettings, language: PaperLanguage, code: string): string {
  const words = paperWords(language);
  const training = settings.isTraining ? `<p class="training">${escaped(words('public.training'))}</p>` : '';
  const number = escaped(settings.publicHelpline);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(words('public.title'))}</title><link rel="stylesheet" href="/q/style.css"></head><body><main>${training}<h1>${escaped(words('public.title'))}</h1>
<p>${escaped(words('public.text'))}</p><a class="call" href="tel:${number.replace(/[^+\d]/g, '')}">${number}</a>
<p><a href="/tarjeta?c=${encodeURIComponent(code)}">${escaped(words('public.staff'))}</a></p></main></body></html>`;
}

/**
 * What a child's card opens: anyone is told only the public helpline, whatever the code is, so that nothing can be
 * learnt from a card that was found or taken. A worker who is signed in goes on to the desk.
 * @param perMinute from one address
 */
export const cardPage = (settings: NodeSettings, authenticate: (request: FastifyRequest) => Promise<Caller | null>, perMinute = 60) => (server: FastifyInstance): void => {
  server.get('/q/style.css', { schema: { hide: true } }, (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
  server.get('/q/:code', { schema: { hide: true }, config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    if (await authenticate(request)) return reply.redirect(`/tarjeta?c=${encodeURIComponent(code)}`);
    return reply.type('text/html; charset=utf-8').send(pageFor(settings, languageOf(request.headers['accept-language']), code));
  });
};
