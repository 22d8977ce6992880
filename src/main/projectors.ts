import * as federation from '#exchange/federation/index.ts';
import * as interchange from '#exchange/interchange/index.ts';
import { projectProof } from '#exchange/proof/index.ts';
import * as access from '#platform/access/index.ts';
import { asNode } from '#platform/db/transact.ts';
import { eachByItself, type Projector } from '#platform/services.ts';
import * as caseRoom from '#rooms/case/index.ts';
import * as governance from '#rooms/governance/index.ts';
import { beginCustody, endCustody, guardTracking, projectHandover } from '#rooms/handover/index.ts';
import type { ChildErased } from '#rooms/handover/schema.ts';
import * as person from '#rooms/person/index.ts';
import * as tracing from '#rooms/tracing/index.ts';

/** A child's first receipt also makes this node responsible for her, and an annulment ends that: a room above is told in the same transaction. */
const projectCaseAndCustody: Projector = async (unit, run) => {
  await caseRoom.projectCase(unit, run);
  for (const operation of run) {
    if (operation.kind === 'case.concerns-recorded') await guardTracking(unit, operation);
    if (operation.node !== unit.node.nodeId) continue;
    if (operation.kind === 'case.child-received') await beginCustody(unit, operation);
    if (operation.kind === 'case.annulled') await endCustody(unit, operation);
  }
};

/** The rooms that forget a child who is erased. */
const forgetting = [federation, interchange, tracing, access, caseRoom, governance, person];

/** An erasure reaches every room in the same transaction; custody itself keeps what proves it. */
const projectHandoverAndErasure: Projector = eachByItself(async (unit, operation) => {
  await projectHandover(unit, [operation]);
  if (operation.kind !== 'handover.child-erased') return;
  const { childId } = operation.body as ChildErased;
  await asNode(unit.transaction, async () => {
    for (const { forgetChild } of forgetting) await forgetChild(unit.transaction, childId);
  });
});

/** Who writes the tables of each room, from the operations of that room. */
export const projectors: Readonly<Record<string, Projector>> = {
  access: access.projectAccess,
  governance: governance.projectGovernance,
  person: person.projectPerson,
  case: projectCaseAndCustody,
  handover: projectHandoverAndErasure,
  interchange: interchange.projectInterchange,
  proof: projectProof,
  tracing: tracing.projectTracing,
};
