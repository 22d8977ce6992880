import { searchChildren } from '#rooms/tracing/schema.ts';
import { call } from '#web/device/call.ts';
import type { CommandSearch } from '#web/kit/commands.ts';
import { text } from '#web/kit/text.tsx';

const mostHits = 8;

/** Children whose file this worker may open, for the palette. The search before an intake shows the others too. */
export const findChildren: CommandSearch = async (typed) => {
  const answer = await call(searchChildren, { names: typed, limit: mostHits });
  if (!answer.ok) return [];
  return answer.value.hits.flatMap(({ childId, initials, custodian }) => (childId === null ? [] : [{
    key: `child ${childId}`,
    label: initials,
    hint: custodian.isThisNode ? text('desk.find.here') : custodian.name,
    icon: 'child' as const,
    href: `/casos/${childId}`,
  }]));
};
