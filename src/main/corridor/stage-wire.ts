import { refuse, succeed } from '#kernel/result.ts';
import { createHttpWire, type Wire } from '#exchange/federation/index.ts';
import type { CorridorNode } from './nodes.ts';

/** While the stories are played the nodes do not listen yet: requests go from one to the other in this process. */
export function createStageWire(nodes: readonly CorridorNode[]): Wire & { useHttp(): void } {
  const http = createHttpWire();
  let isHttp = false;
  return {
    useHttp: () => {
      isHttp = true;
    },
    send: async (address, request) => {
      if (isHttp) return http.send(address, request);
      const node = nodes.find((one) => one.address === address);
      return node ? succeed(await node.running.federation.handle(request)) : refuse('peer-unreachable', { reason: 'unknown' });
    },
  };
}

/** Lets all nodes deliver what they owe until nothing moves any more. */
export async function settle(nodes: readonly CorridorNode[]): Promise<void> {
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const { running } of nodes) {
      const { delivered, files } = await running.federation.courier.round();
      if (delivered > 0 || files > 0) isMoving = true;
    }
  }
}
