import type { FastifyReply } from 'fastify';
import { problemStatus, type Problem } from '#kernel/problem.ts';

/** RFC 9457 body: `type` is the catalogue's code; the text in the reader's language stands in the client's locales. */
export const problemBody = (problem: Problem) => ({
  type: `urn:amparo:problem:${problem.code}`,
  status: problemStatus[problem.code],
  code: problem.code,
  details: problem.details,
});

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problemStatus[problem.code]).type('application/problem+json').send(problemBody(problem));
