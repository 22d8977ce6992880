import { fileRoles, custodyRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { decideConcerns, decideConcernSettlement, decideConsent, decideContact, decideNote, decidePrint, decideUrgency, decideWithdrawal } from '../rules/decide-record.ts';
import { addContact, changeUrgency, recordConcerns, recordConsent, recordPrint, settleConcern, withdrawConsent, writeNote } from '../schema.ts';
import { loadOpenFile } from './open-file.ts';

/** Each refuses as `loadOpenFile` does, and as its decision says. */
const load = (unit: Parameters<typeof loadOpenFile>[0], { childId }: { childId: string }) => loadOpenFile(unit, childId);

export const write = command({ name: 'case.write-note', input: writeNote.input, scope: { roles: fileRoles }, load, decide: decideNote });
export const addConcerns = command({ name: 'case.record-concerns', input: recordConcerns.input, scope: { roles: fileRoles, allowsNode: true }, load, decide: decideConcerns });
export const settleOneConcern = command({ name: 'case.settle-concern', input: settleConcern.input, scope: { roles: custodyRoles }, load, decide: decideConcernSettlement });
export const setUrgency = command({ name: 'case.change-urgency', input: changeUrgency.input, scope: { roles: fileRoles }, load, decide: decideUrgency });
export const consent = command({ name: 'case.record-consent', input: recordConsent.input, scope: { roles: fileRoles }, load, decide: decideConsent });
export const withdraw = command({
  name: 'case.withdraw-consent', input: withdrawConsent.input, scope: { roles: fileRoles },
  // the child may take her word back also after the file is closed
  load: (unit, { childId }) => loadOpenFile(unit, childId, { isClosedToo: true }),
  decide: decideWithdrawal,
});
export const contact = command({ name: 'case.add-contact', input: addContact.input, scope: { roles: fileRoles }, load, decide: decideContact });
export const print = command({
  name: 'case.record-print', input: recordPrint.input, scope: { roles: fileRoles },
  load: (unit, { childId }) => loadOpenFile(unit, childId, { isClosedToo: true }),
  decide: decidePrint,
});
