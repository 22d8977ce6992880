import { route, type Route } from '#platform/http/route.ts';
import * as schema from './schema.ts';
import * as agreements from './service/agreements.ts';
import * as invitationSchema from './schema/invitations.ts';
import * as membershipSchema from './schema/membership.ts';
import * as directory from './service/directory.ts';
import * as invitations from './service/invitations.ts';
import * as membership from './service/membership.ts';
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
  route(invitationSchema.invite, invitations.inviteVerb),
  route(invitationSchema.listInvitations, invitations.listInvitationsVerb),
  route(invitationSchema.withdrawInvitation, invitations.withdrawInvitationVerb),
  route(invitationSchema.takeInvitationAnswer, invitations.takeInvitationAnswerVerb),
  route(schema.confirmInvitation, invitations.confirmInvitationVerb),
  route(membershipSchema.viewDirectory, directory.viewDirectoryVerb),
  route(membershipSchema.signDirectory, directory.signDirectoryVerb),
  route(membershipSchema.readDirectory, directory.readDirectoryVerb, { bodyLimit: 5 * 1024 * 1024 }),
  route(membershipSchema.inspectCountryRoot, membership.inspectCountryRootVerb),
  route(membershipSchema.adoptCountryRoot, membership.adoptCountryRootVerb),
  route(membershipSchema.draftMembership, membership.draftMembershipVerb),
  route(membershipSchema.takeMembershipList, membership.takeMembershipListVerb, { bodyLimit: 33 * 1024 * 1024 }),
  route(membershipSchema.exportMembership, membership.exportMembershipVerb),
  route(schema.listAgreements, agreements.listAgreementsVerb),
  route(schema.draftAgreement, agreements.draftAgreementVerb),
  route(schema.signAgreement, agreements.signAgreementVerb),
  route(schema.completeAgreement, agreements.completeAgreementVerb),
  route(schema.endAgreement, agreements.endAgreementVerb),
  route(schema.listWithheld, listWithheldVerb),
];
