import { projectInterchange } from '#exchange/interchange/index.ts';
import { projectProof } from '#exchange/proof/index.ts';
import { projectAccess } from '#platform/access/index.ts';
import type { Projector } from '#platform/services.ts';
import { projectCase } from '#rooms/case/index.ts';
import { projectGovernance } from '#rooms/governance/index.ts';
import { beginCustody, endCustody, guardTracking, projectHandover } from '#rooms/handover/index.ts';
import { projectPerson } from '#rooms/person/index.ts';
import { projectTracing } from '#rooms/tracing/index.ts';

/** A child's first receipt also makes this node responsible for her, and an annulment ends that: a room above is told in the same transaction. */
const projectCaseAndCustody: Projector = async (unit, run) => {
  await projectCase(unit, run);
  for (const operation of run) {
    if (operation.kind === 'case.concerns-recorded') await guardTracking(unit, operation);
    if (operation.node !== unit.node.nodeId) continue;
    if (operation.kind === 'case.child-received') await beginCustody(unit, operation);
    if (operation.kind === 'case.annulled') await endCustody(unit, operation);
  }
};

/** Who writes the tables of each room, from the operations of that room. */
export const projectors: Readonly<Record<string, Projector>> = {
  access: projectAccess,
  governance: projectGovernance,
  person: projectPerson,
  case: projectCaseAndCustody,
  handover: projectHandover,
  interchange: projectInterchange,
  proof: projectProof,
  tracing: projectTracing,
};
