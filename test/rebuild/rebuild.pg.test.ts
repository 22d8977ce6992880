import { afterAll, beforeAll, expect, test } from 'vitest';
import { derivedTables, expectRebuilt, notDerived } from '#test/support/rebuilt.ts';
import { listTables } from '../security/planted-rows.ts';
import { tellStory, type Story } from '../security/story.ts';

/** Derived tables that the story leaves empty: rebuilt and compared at the end of the tests that fill them. */
const filledElsewhere = new Set([
  // test/federation/forced-and-lost.pg.test.ts
  'handover.contact', 'handover.notice', 'handover.search', 'handover.search_asked', 'handover.search_peer',
  // test/federation/ending-care.pg.test.ts and child-appears-first.pg.test.ts
  'handover.alias', 'handover.closing', 'handover.last_block',
  // test/federation/consent.pg.test.ts
  'case.consent_withdrawal',
  // test/federation/erasure.pg.test.ts
  'handover.erasure', 'handover.erasure_proposal', 'handover.legal_hold', 'handover.purged_there',
  // test/federation/equivocation.pg.test.ts
  'handover.dispute',
  // test/federation/lost-node.pg.test.ts
  'handover.lost_answer', 'handover.lost_child', 'handover.lost_inquiry', 'handover.succession',
  // test/federation/paper-acceptance.pg.test.ts
  'handover.paper_acceptance',
  // test/federation/three-party-return.pg.test.ts
  'handover.consulate', 'handover.return_act', 'handover.return_case',
  // test/federation/audit.pg.test.ts
  'proof.audit_export',
  // test/federation/temporary-care.pg.test.ts
  'handover.care',
  // test/federation/escalation-alarms.pg.test.ts
  'handover.settled_ending',
  // src/exchange/interchange/import.pg.test.ts
  'interchange.batch', 'interchange.imported_row',
  // test/federation/private-comparison.pg.test.ts
  'tracing.comparison', 'tracing.contact',
  // src/rooms/tracing/tracing.pg.test.ts
  'tracing.pair',
  // src/rooms/governance/governance.pg.test.ts
  'governance.decommission_proposal',
  // test/federation/keys.pg.test.ts
  'governance.own_revocation',
  // test/federation/membership.pg.test.ts
  'governance.country_root', 'governance.membership',
  // test/federation/joining.pg.test.ts
  'governance.invitation',
  // test/federation/leaving.pg.test.ts
  'governance.leaving',
]);

let story: Story;
beforeAll(async () => {
  story = await tellStory();
});
afterAll(() => story.close());

test('every table is rebuilt from the log or named as not derived', async () => {
  const [first] = story.agencies;
  const names = (await listTables(first.services.database)).map(({ name }) => name);
  expect(Object.keys(notDerived).filter((name) => !names.includes(name))).toEqual([]);
  const derived = await derivedTables(first);
  // a table that stayed empty proves nothing
  await expectRebuilt(story.agencies, derived.filter((name) => !filledElsewhere.has(name)));
});
