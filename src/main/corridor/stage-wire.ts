import { refuse, succeed } from '#kernel/result.ts';
import { createHttpWire, type Wire } from '#exchange/federation/index.ts';
import type { CorridorNode } from './nodes.ts';

export interface StageWire extends Wire {
  /** Lets the nodes deliver what they owe, beginning with one, until nothing moves any more. */
  settle(first: CorridorNode): Promise<void>;
  /** From now on over HTTP, as in life. */
  useHttp(): void;
}

/** While the stories are played the nodes do not listen yet: requests go from one to the other in this process. */
export function createStageWire(nodes: readonly CorridorNode[]): StageWire {
  const http = createHttpWire();
  /** Nodes that were spoken to and may owe an answer. */
  const addressed = new Set<CorridorNode>();
  let isHttp = false;
  return {
    useHttp: () => {
      isHttp = true;
    },
    send: async (address, request) => {
      if (isHttp) return http.send(address, request);
      const node = nodes.find((one) => one.address === address);
      if (!node) return refuse('peer-unreachable', { reason: 'unknown' });
      addressed.add(node);
      return succeed(await node.running.federation.handle(request));
    },
    settle: async (first) => {
      addressed.add(first);
      for (const node of addressed) {
        addressed.delete(node);
        await node.running.federation.courier.errand();
      }
    },
  };
}
