import { projectAccess } from '#platform/access/index.ts';
import type { Projector } from '#platform/services.ts';
import { projectCase } from '#rooms/case/index.ts';
import { projectGovernance } from '#rooms/governance/index.ts';
import { beginCustody, projectHandover } from '#rooms/handover/index.ts';
import { projectPerson } from '#rooms/person/index.ts';

/** A child's first receipt also makes this node responsible for her: a room above is told in the same transaction. */
const projectCaseAndCustody: Projector = async (unit, operation) => {
  await projectCase(unit, operation);
  if (operation.kind === 'case.child-received' && operation.node === unit.node.nodeId) await beginCustody(unit, operation);
};

/** Who writes the tables of each room, from the operations of that room. */
export const projectors: Readonly<Record<string, Projector>> = {
  access: projectAccess,
  governance: projectGovernance,
  person: projectPerson,
  case: projectCaseAndCustody,
  handover: projectHandover,
};
