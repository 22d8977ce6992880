import type { CampaignFederation } from './federation.ts';
import { calmLine } from './wire.ts';

/** What may befall a campaign, and how often it did. */
export interface FaultCounts {
  crashes: number;
  restores: number;
  restoresAtOnce: number;
  oldMachines: number;
  diskFull: number;
  partitions: number;
  skews: number;
  keyRotations: number;
  lies: number;
}

export const noFaultsYet = (): FaultCounts => ({ crashes: 0, restores: 0, restoresAtOnce: 0, oldMachines: 0, diskFull: 0, partitions: 0, skews: 0, keyRotations: 0, lies: 0 });

/** What the line does while faults are on: of a hundred requests, so many. */
export const troubledLine = { dropRequest: 0.08, dropAnswer: 0.07, duplicate: 0.1, delay: 0.12 };

/** The machine is lost and comes back from its last backup, and notices it before it does anything. */
export async function restore(federation: CampaignFederation, index: number): Promise<void> {
  const agency = federation.agencies[index]!;
  await agency.restore(federation.backups[index]!);
  await agency.federation.alignIncarnation();
}

/** As `restore`, but the old machine goes on. */
export async function restoreBesideOld(federation: CampaignFederation, index: number): Promise<void> {
  const agency = federation.agencies[index]!;
  federation.oldMachines.push(await agency.restoreBesideOld(federation.backups[index]!));
  await agency.federation.alignIncarnation();
}

export async function backUp(federation: CampaignFederation, index: number): Promise<void> {
  const before = federation.backups[index]!;
  federation.backups[index] = await federation.agencies[index]!.backUp();
  await before.drop();
}

/** Nothing fails any more: lines whole, clocks right, disks free, old machines off. */
export async function heal(federation: CampaignFederation): Promise<void> {
  federation.wire.faults = calmLine;
  federation.wire.heal();
  federation.skews.fill(0);
  for (const agency of federation.agencies) agency.mortal.fillDisk(false);
  for (const machine of federation.oldMachines.splice(0)) await machine.end();
}
