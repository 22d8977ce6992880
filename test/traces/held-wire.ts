import { refuse, succeed } from '#kernel/result.ts';
import type { NodeServices } from '#platform/services.ts';
import { readLine } from '#test/support/read-line.ts';
import type { Wire, WireRequest, WireResponse } from '#exchange/federation/index.ts';

type Answering = (request: WireRequest) => Promise<WireResponse>;

/** A message on its way between two agencies, as its envelope says in the clear of the test. */
export interface HeldMessage {
  readonly from: string;
  readonly to: string;
  readonly envelope: {
    readonly typ: string; readonly mid: string; readonly inc: number; readonly tinc: number; readonly hid?: string;
    readonly body: {
      readonly group?: readonly Member[]; readonly members?: readonly Member[]; readonly cid?: string; readonly forInc?: number; readonly done?: boolean; readonly prev?: string;
      readonly facts?: readonly (Member & { readonly holder: string; readonly prev: string; readonly hid: string | null })[];
    };
  };
  readonly request: WireRequest;
}
interface Member {
  readonly cid: string;
  readonly epoch: number;
}

/**
 * A line on which nothing arrives until the test says so, then in any order and as often as it says: the network of the
 * model is the set of all messages that were ever sent. Whoever sends is answered as by a node in recovery, which asks
 * for the message once more; receipts come only when the line is open.
 */
export interface HeldWire {
  /** Every message that was ever sent, each once. */
  readonly messages: ReadonlyMap<string, HeldMessage>;
  isOpen: boolean;
  /** From now on what is sent to an address can be read: only its node holds the key. */
  readWith(address: string, vault: NodeServices['vault']): void;
  endOf(address: string): Wire;
  connect(address: string, answer: Answering): void;
  deliver(message: HeldMessage): Promise<WireResponse>;
}

const later: WireResponse = { status: 503, body: JSON.stringify({ code: 'recovering', details: {} }) };

export function createHeldWire(): HeldWire {
  const answering = new Map<string, Answering>();
  const messages = new Map<string, HeldMessage>();
  const vaults = new Map<string, NodeServices['vault']>();
  const wire: HeldWire = {
    messages,
    isOpen: false,
    readWith: (address, vault) => void vaults.set(address, vault),
    connect: (address, answer) => void answering.set(address, answer),
    deliver: ({ to, request }) => answering.get(to)!(request),
    endOf: (from) => ({
      async send(to, request) {
        if (request.path === '/fed/1/inbox') {
          const envelope = JSON.parse(await readLine(vaults.get(to)!, request)) as HeldMessage['envelope'];
          messages.set(envelope.mid, { from, to, envelope, request });
        }
        const answer = answering.get(to);
        if (!answer) return refuse('peer-unreachable', { reason: 'ECONNREFUSED' });
        return succeed(wire.isOpen ? await answer(request) : later);
      },
    }),
  };
  return wire;
}
