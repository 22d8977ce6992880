import type { FastifyInstance } from 'fastify';
import type { NodeId } from '#kernel/identifier.ts';
import type { Caller } from '#platform/services.ts';
import { startComparison as beginComparison, type ComparisonKind } from '#rooms/tracing/schema.ts';
import type { Result } from '#kernel/result.ts';
import { route, type Route } from '#platform/http/route.ts';
import { cardPort } from './card-port.ts';
import { exportMail, importMail } from './carry.ts';
import { compareWhenDue, startComparison, type StartedComparison } from './comparison/ask.ts';
import { lookWhenDue } from './conscience/look.ts';
import { viewConscienceVerb } from './conscience/view.ts';
import { createCourier, type Courier } from './courier.ts';
import { findCustodian } from './find-custodian.ts';
import { errandsOf } from './errands.ts';
import { federationExtension } from './extension.ts';
import { handleRequest, responseOf } from './handle.ts';
import type { CustodianQuestion, Engine, FederationParts } from './ports.ts';
import * as queries from './queries.ts';
import { createQuota, defaultQuota } from './quota.ts';
import { keepErasures } from './erasures.ts';
import { alignIncarnation, keepPeers } from './recover.ts';
import { trustPort } from './trust-port.ts';
import { viewRecoveryVerb } from './recovery-view.ts';
import * as schema from './schema.ts';
import { createShelf } from './shelf.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** The door of the federation: node to node. */
export type {
  DueMessage, FederationParts, ErasureBook, IncarnationKeeper, KeptErasure, PeerBook, FilePort, FileReference, MessagePort, PointerPort, ReceivedMessage, Reception, Scheduler,
} from './ports.ts';
export { contactPort } from './comparison/contact-port.ts';
export { custodyPort } from './custody/port.ts';
export { revokeOwnKey } from './revocations.ts';
export { lateKeyUses } from './store.ts';
export { disputePort } from './dispute-port.ts';
export { referralPort } from './referral-port.ts';
export { searchPort } from './search/port.ts';
export { compareAllHeads, presentHead } from './heads.ts';
export { forgetChild, receiptsOfPeriod } from './store.ts';
export { signedWordsAbout } from './evidence.ts';
export { consentPort } from './consent-port.ts';
export { erasurePort } from './erasure-port.ts';
export { returnPort } from './return-port.ts';
export { paperPort } from './paper-port.ts';
export { successionPort } from './succession/port.ts';
export { listPeerHealthVerb as listPeerHealth } from './queries.ts';
export type { CustodianFound, PeerHealth } from './schema.ts';
export { createHttpWire, type Wire, type WireRequest, type WireResponse } from './wire.ts';

/** One node's federation, running. */
export interface Federation {
  readonly courier: Courier;
  /** The lists and errands of the screens. */
  readonly routes: readonly Route[];
  /** The peers' door on the HTTP server. */
  extension(server: FastifyInstance): Promise<void>;
  /** Answers one request of a peer, whatever line it came over. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** Compares with the peers who is responsible for whom, when a day has passed since the last time. @returns how many alarms were raised; null when it was not time */
  lookWhenDue(): Promise<number | null>;
  /** Without a network: what waits for a peer in a sealed file, and what came in one. `mostBytes`: of photos and documents. */
  exportMail(to: NodeId, mostBytes: number): ReturnType<typeof exportMail>;
  importMail(content: string): ReturnType<typeof importMail>;
  /** Begins a private comparison with a peer. */
  compare(wanted: { readonly peer: NodeId; readonly kind: ComparisonKind }, caller: Caller): Promise<Result<StartedComparison>>;
  /** Puts open tracing requests to the peers whose agreement allows it, where one is due. @returns how many runs were made */
  compareWhenDue(): Promise<number>;
  findCustodian(question: CustodianQuestion): Promise<Result<schema.CustodianFound>>;
  /** After trust has changed, and at start: notes beside the keys whom this node trusts. */
  keepPeers(): Promise<void>;
  /** After an erasure, and at start: notes beside the keys who was erased. */
  keepErasures(): Promise<void>;
  /** Before the node answers anybody: a database from another time begins its recovery. @returns whether one has begun */
  alignIncarnation(): Promise<boolean>;
}

/** Composes the federation of one node. Wake its courier once at start, and after each commit by `wakeAfter`. */
export function createFederation(parts: FederationParts): Federation {
  const limits = { ...defaultQuota, ...parts.quota };
  const engine: Engine = {
    ...parts, ports: [cardPort, trustPort, ...parts.ports], onAccepted: (childIds) => courier.wake(childIds),
    limits, quotas: createQuota(limits, parts.node.clock.milliseconds), underWay: new Map(), comparisons: new Map(), shelf: createShelf(),
  };
  const courier: Courier = createCourier(engine);
  const errands = errandsOf(engine, courier);
  const askedByItself = new Map<NodeId, number>();
  return {
    courier,
    routes: [
      route(schema.viewRecovery, viewRecoveryVerb),
      route(schema.listPeerHealth, queries.listPeerHealthVerb),
      route(schema.viewConscience, viewConscienceVerb),
      route(schema.lookAround, errands.lookAround),
      route(schema.listOutbox, queries.listOutboxVerb),
      route(schema.listInbox, queries.listInboxVerb),
      route(schema.listVoidMessages, queries.listVoidMessagesVerb),
      route(schema.listWantedFiles, queries.listWantedFilesVerb),
      route(schema.findCustodian, errands.findCustodian, { isLookUp: true }),
      route(beginComparison, errands.startComparison),
      route(schema.retryPeer, errands.retryPeer),
      route(schema.retryParkedMessages, errands.retryParked),
      route(schema.answerInvitation, errands.answerInvitation),
      route(schema.exportMail, errands.exportMail),
      route(schema.importMail, errands.importMail, { bodyLimit: 33 * 1024 * 1024 }),
    ],
    extension: federationExtension(engine),
    handle: async (request) => responseOf(await handleRequest(engine, request)),
    lookWhenDue: () => lookWhenDue(engine),
    exportMail: (to, mostBytes) => exportMail(engine, to, mostBytes),
    importMail: (content) => importMail(engine, content),
    compare: (wanted, caller) => startComparison(engine, wanted, caller),
    compareWhenDue: () => compareWhenDue(engine, askedByItself),
    findCustodian: (question) => findCustodian(engine, question),
    keepPeers: () => keepPeers(engine),
    keepErasures: () => keepErasures(engine),
    alignIncarnation: () => alignIncarnation(engine),
  };
}
