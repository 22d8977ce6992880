import { route, type Route } from '#platform/http/route.ts';
import * as schema from './schema.ts';
import * as agreements from './service/agreements.ts';
import { viewOwnCardVerb } from './service/own-card.ts';
import * as peers from './service/peers.ts';
import { listWithheldVerb } from './service/withheld.ts';

export const governanceRoutes: Route[] = [
  route(schema.viewOwnCard, viewOwnCardVerb),
  route(schema.listPeers, peers.listPeersVerb),
  route(schema.inspectCard, peers.inspectCardVerb),
  route(schema.addPeer, peers.addPeerVerb),
  route(schema.changePeerCard, peers.changePeerCardVerb),
  route(schema.suspendPeer, peers.suspendPeerVerb),
  route(schema.resumePeer, peers.resumePeerVerb),
  route(schema.decommissionPeer, peers.decommissionPeerVerb),
  route(schema.confirmDecommission, peers.confirmDecommissionVerb),
  route(schema.withdrawDecommission, peers.withdrawDecommissionVerb),
  route(schema.viewTrustList, peers.viewTrustListVerb),
  route(schema.listAgreements, agreements.listAgreementsVerb),
  route(schema.draftAgreement, agreements.draftAgreementVerb),
  route(schema.signAgreement, agreements.signAgreementVerb),
  route(schema.completeAgreement, agreements.completeAgreementVerb),
  route(schema.endAgreement, agreements.endAgreementVerb),
  route(schema.listWithheld, listWithheldVerb),
];
