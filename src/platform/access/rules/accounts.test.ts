import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Uuid } from '#kernel/identifier.ts';
import { fileRoles, roles, type Role } from '#kernel/role.ts';
import { decideAccount, decideReset, decideRoles, decideStatus } from './accounts.ts';

const team = '00000000-0000-7000-8000-000000000001' as Uuid;
const own = '00000000-0000-7000-8000-000000000002' as Uuid;
const other = '00000000-0000-7000-8000-000000000003' as Uuid;
const facts = { actor: own as string, newIdentifier: () => other };
const someRoles = fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1 });
const opensFiles = (held: readonly Role[]) => held.some((role) => (fileRoles as readonly Role[]).includes(role));

test('no decision ever puts keeping accounts and opening files into one hand', () => {
  fc.assert(fc.property(someRoles, (held) => {
    const made = decideAccount({ isNameTaken: false, knownTeamIds: [team], temporaryPassword: 'x' }, { userName: 'rosa', displayName: 'Rosa', roles: held, teamIds: [team] }, facts);
    const changed = decideRoles({ account: { id: other, status: 'active' }, knownTeamIds: [team] }, { roles: held, teamIds: [] }, facts);
    const isBoth = opensFiles(held) && held.includes('administrator');
    expect([made.ok, changed.ok]).toEqual([!isBoth, !isBoth]);
  }));
});

test('nobody changes, disables or resets the own account', () => {
  fc.assert(fc.property(someRoles, fc.constantFrom('active' as const, 'disabled' as const), (held, status) => {
    const account = { id: own, status: 'active' as const };
    for (const result of [
      decideRoles({ account, knownTeamIds: [] }, { roles: held, teamIds: [] }, facts),
      decideStatus(account, { status }, facts),
      decideReset({ account, temporaryPassword: 'x' }, {}, facts),
    ]) expect(result).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
  }));
});

test('the temporary password is in the answer, never in what is recorded', () => {
  const made = decideAccount({ isNameTaken: false, knownTeamIds: [], temporaryPassword: 'SECRET' }, { userName: 'rosa', displayName: 'Rosa', roles: ['lawyer'], teamIds: [] }, facts);
  const reset = decideReset({ account: { id: other, status: 'active' }, temporaryPassword: 'SECRET' }, {}, facts);
  for (const result of [made, reset]) {
    expect(result.ok && result.value.output.temporaryPassword).toBe('SECRET');
    expect(JSON.stringify(result.ok && result.value.operations)).not.toContain('SECRET');
  }
});
