import { succeed } from '#kernel/result.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { findLeaving } from '#rooms/governance/index.ts';
import { summariesOf } from '#rooms/person/index.ts';
import { initialsOf } from '#rooms/person/rules.ts';
import { declareLeaving, leave, withdrawLeaving } from '../rules/leaving.ts';
import * as schema from '../schema/leaving.ts';
import type { ChildToHandOver } from '../schema/leaving.ts';
import { countTies, openChildren } from '../store/leaving.ts';
import { agencyBook } from './agencies.ts';

const deciders = { roles: ['coordinator'], needsStepUp: true } as const;
const mostShown = 1000;

export const viewLeavingVerb = query({
  name: 'handover.view-leaving', input: schema.viewLeaving.input, scope: { roles: ['coordinator', 'supervisor', 'administrator'] },
  read: async (unit) => {
    const agency = agencyBook(unit);
    const open = await openChildren(unit, mostShown);
    const initials = new Map((await summariesOf(unit, open.map(({ childId }) => childId))).map(({ childId, values }) => [childId, initialsOf(values)]));
    const children: ChildToHandOver[] = [];
    for (const { childId, since, handoverId, status, to } of open) {
      children.push({ childId, since, initials: initials.get(childId) ?? null, offer: handoverId && status && to ? { handoverId, status, to: await agency(to) } : null });
    }
    return succeed({ declared: await findLeaving(unit.transaction), ...(await countTies(unit)), children });
  },
  shows: ({ children }) => children.map(({ childId }) => childId),
});

export const declareLeavingVerb = command({
  name: 'handover.declare-leaving', input: schema.declareLeaving.input, scope: deciders,
  load: async (unit) => succeed(await findLeaving(unit.transaction)),
  decide: (known, { reason }) => {
    const declared = declareLeaving(known, reason);
    return declared.ok ? succeed({ operations: [declared.value], output: {} }) : declared;
  },
});

export const withdrawLeavingVerb = command({
  name: 'handover.withdraw-leaving', input: schema.withdrawLeaving.input, scope: deciders,
  load: async (unit) => succeed(await findLeaving(unit.transaction)),
  decide: (known) => {
    const withdrawn = withdrawLeaving(known);
    return withdrawn.ok ? succeed({ operations: [withdrawn.value], output: {} }) : withdrawn;
  },
});

export const leaveNetworkVerb = command({
  name: 'handover.leave-network', input: schema.leaveNetwork.input, scope: deciders,
  load: async (unit) => succeed({ known: await findLeaving(unit.transaction), ties: await countTies(unit) }),
  decide: ({ known, ties }) => {
    const left = leave(known, ties);
    return left.ok ? succeed({ operations: [left.value], output: {} }) : left;
  },
});
