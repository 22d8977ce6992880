import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { closed, InstantText, nullable } from '#kernel/text-types.ts';
import { outcomes } from '../rules/outcomes.ts';

const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' });
const MedianHours = Type.Object({ hours: nullable(Type.Number()), of: Type.Integer() });

/** How the handovers end that were opened in one month, from this agency or towards it. */
export const DirectionOutcomes = Type.Object({
  direction: Type.Enum(['outgoing', 'incoming']), total: Type.Integer(), outcomes: Type.Array(Type.Object({ outcome: Type.Enum([...outcomes]), count: Type.Integer() })),
  toTaken: MedianHours, toFirstContact: MedianHours,
});
export type DirectionOutcomes = Static<typeof DirectionOutcomes>;

export const viewOutcomes = endpoint({
  method: 'GET', path: '/api/outcomes', summary: 'How the handovers opened in a month ended, each counted once; counts alone, no child',
  input: Type.Object({ month: Month }, closed),
  output: Type.Object({
    month: Month, directions: Type.Array(DirectionOutcomes),
    /** The month of the first handover here; null where there is none. */
    firstMonth: nullable(Month), generatedAt: InstantText,
  }),
});

export const exportOutcomes = endpoint({
  method: 'GET', path: '/api/outcomes/file', summary: 'The same as a file; for outside the agency small cells are not said',
  input: Type.Object({ month: Month, format: Type.Enum(['csv', 'json']), audience: Type.Enum(['agency', 'outside']) }, closed),
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
});
