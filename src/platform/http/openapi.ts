import type { TSchema } from 'typebox';
import { pathNames, type Endpoint } from '#kernel/endpoint.ts';

type Properties = Record<string, TSchema>;
interface ObjectSchema {
  readonly properties?: Properties;
  readonly required?: readonly string[];
}

/** The request parts of an endpoint's flat input, as the OpenAPI generator wants them. */
export function requestSchema(endpoint: Endpoint): Record<string, unknown> {
  const input = endpoint.input as unknown as ObjectSchema;
  const inPath = pathNames(endpoint.path);
  const part = (names: readonly string[]) => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, input.properties![name]])),
    required: (input.required ?? []).filter((name) => names.includes(name)),
  });
  const others = Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name));
  const hasBody = endpoint.method === 'POST' || endpoint.method === 'PUT';
  return {
    ...(inPath.length > 0 ? { params: part(inPath) } : {}),
    ...(others.length > 0 ? { [hasBody ? 'body' : 'querystring']: part(others) } : {}),
  };
}

const problem = {
  description: 'A refusal from the catalogue (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'status', 'code', 'detail', 'details'],
        properties: { type: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string', description: 'What happened and what to do, in Spanish, or in English where `Accept-Language` prefers it' }, details: { type: 'object' } },
      },
    },
  },
};

/** What an endpoint's route tells the OpenAPI generator. */
export const routeSchema = (endpoint: Endpoint, operationId: string): Record<string, unknown> => ({
  operationId,
  summary: endpoint.summary,
  tags: [endpoint.path.split('/')[2] ?? 'node'],
  ...requestSchema(endpoint),
  response: { 200: { description: 'Done', ...endpoint.output }, '4xx': problem },
});
