import { compareAllHeads, createHttpWire } from '#exchange/federation/index.ts';
import { nodeCaller } from '#platform/access/index.ts';
import type { NodeKeys } from '#platform/vault/index.ts';
import type { NodeConfiguration } from './configuration.ts';
import { incarnationIn } from './incarnation.ts';
import { servicesOf, type OpenDatabase } from './production.ts';

export type Deposits = Awaited<ReturnType<typeof compareAllHeads>>;

/** Asks each active peer what it holds of this node's heads and compares it with what stands here. */
export async function compareDeposits(configuration: NodeConfiguration, keys: NodeKeys, { target }: OpenDatabase): Promise<Deposits> {
  const services = servicesOf(configuration, keys, target);
  try {
    return await compareAllHeads({ node: services, caller: nodeCaller(services), wire: createHttpWire(), incarnation: incarnationIn(configuration.keyFolder) });
  } finally {
    await services.close();
  }
}
