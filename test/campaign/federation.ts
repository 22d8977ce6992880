import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import type { Clock } from '#platform/services.ts';
import { instantFrom } from '#kernel/instant.ts';
import { receive } from '#rooms/case/index.ts';
import type { CustodyState } from '#rooms/handover/rules.ts';
import { loadCustody } from '#rooms/handover/store/load.ts';
import { createAgency, federate, type Agency, type OldMachine } from '#test/support/agency.ts';
import { createDatabaseAt, type TestDatabase } from '#test/support/database.ts';
import { courierRound } from '#test/support/on-the-line.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';
import { canary } from './canary.ts';
import { minutesOf } from './clock.ts';
import { CampaignWire } from './wire.ts';

/** Whole nodes on databases of their own, one network, and a clock that each of them may read wrongly. */
export class CampaignFederation {
  readonly agencies: Agency[] = [];
  readonly wire: CampaignWire;
  readonly clock: VirtualClock = createVirtualClock();
  /** Hours by which each node's clock is wrong. */
  readonly skews: number[];
  readonly backups: TestDatabase[] = [];
  readonly oldMachines: OldMachine[] = [];
  /** Siblings stand in one group and are always offered together. */
  readonly groups: ChildId[][] = [];
  /** Who registered each child. */
  readonly origins = new Map<ChildId, NodeId>();

  private constructor(nodes: number, seed: number) {
    this.wire = new CampaignWire(seed);
    this.skews = Array.from({ length: nodes }, () => 0);
  }

  static async start(clusterHost: string, { nodes, children, seed }: { readonly nodes: number; readonly children: number; readonly seed: number }): Promise<CampaignFederation> {
    const federation = new CampaignFederation(nodes, seed);
    for (let index = 0; index < nodes; index++) federation.agencies.push(await federation.startNode(clusterHost, index, seed));
    await federate(federation.agencies);
    await federation.rounds(2);
    // one in five children travels with a brother or sister
    for (let child = 0; child < children; child++) {
      const agency = federation.agencies[child % nodes]!;
      const childId = await federation.receiveChild(agency, child);
      const isSibling = child % 5 === 4 && child >= nodes && federation.groups[child - nodes]!.length > 0;
      if (isSibling) federation.groups[child - nodes]!.push(childId);
      federation.groups.push(isSibling ? [] : [childId]);
    }
    await federation.rounds(2);
    for (const agency of federation.agencies) federation.backups.push(await agency.backUp());
    return federation;
  }

  private startNode(clusterHost: string, index: number, seed: number): Promise<Agency> {
    const clock: Clock = { milliseconds: () => this.clock.milliseconds() + this.skews[index]! * 3_600_000, now: () => instantFrom(clock.milliseconds()) };
    const quiet = () => this.agencies[index]?.quiet() ?? Promise.resolve();
    return createAgency({
      name: `Nodo${index}`, seed: seed * 1000 + index, clock, wireAt: (address) => this.wire.endOf(address),
      connect: (address, federation) => this.wire.connect(address, { answer: (request) => federation.handle(request), quiet }),
      // one connection: the statements of a node come in one order, the same in every run
      createDatabase: () => createDatabaseAt(clusterHost, 1), leastIncarnation: () => minutesOf(this.clock),
    });
  }

  private async receiveChild(agency: Agency, child: number): Promise<ChildId> {
    const { childId } = valueOf(await agency.run(receive as never, {
      searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: agency.team,
      profile: { givenNames: canary, firstSurname: `Prueba ${child}`, birth: { precision: 'year', year: 2010 + (child % 12) }, sex: 'F', nationalities: ['HN'], company: 'alone' },
    })) as { childId: ChildId };
    this.origins.set(childId, agency.nodeId);
    await agency.quiet();
    return childId;
  }

  /** Every courier makes its round, so many times. */
  async rounds(count: number): Promise<void> {
    for (let round = 0; round < count; round++) await courierRound(this.agencies);
  }

  stateOf = (index: number): Promise<CustodyState> => this.agencies[index]!.within((unit) => loadCustody(unit, { scope: 'whole' }));
  states = async (): Promise<CustodyState[]> => {
    const states: CustodyState[] = [];
    for (const index of this.agencies.keys()) states.push(await this.stateOf(index));
    return states;
  };

  async close(): Promise<void> {
    for (const machine of this.oldMachines) await machine.end();
    for (const backup of this.backups) await backup.drop();
    for (const agency of this.agencies) await agency.close();
  }
}
