import type { FastifyReply } from 'fastify';
import { problemStatus, type Problem } from '#kernel/problem.ts';
import { readTexts, type Language } from '../texts.ts';

const texts = { es: readTexts('es', ['problem']), en: readTexts('en', ['problem']) } as const;

/** What a request would rather read: English when it says so before Spanish. @param accepted its `accept-language` */
export function languageOf(accepted: string | undefined): Language {
  const wanted = (accepted ?? '').split(',').map((part) => {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((found) => found !== undefined);
    return { language: name.slice(0, 2), weight: Number(weight ?? 1) };
  });
  const known = wanted.filter(({ language, weight }) => language in texts && weight > 0).toSorted((one, other) => other.weight - one.weight);
  return (known[0]?.language ?? 'es') as Language;
}

/** RFC 9457 body: `type` and `code` for a program, `detail` for who reads it, in Spanish or English. */
export const problemBody = ({ code, details }: Problem, language: Language) => ({
  type: `urn:amparo:problem:${code}`,
  status: problemStatus[code],
  code,
  detail: texts[language].say(`problem.${code}`, details),
  details,
});

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply => {
  const language = languageOf(reply.request.headers['accept-language']);
  return reply.code(problemStatus[problem.code]).type('application/problem+json').header('content-language', language).send(problemBody(problem, language));
};
