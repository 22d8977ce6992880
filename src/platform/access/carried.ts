import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '#kernel/identifier.ts';
import type { NodeServices } from '../services.ts';
import type { OpenedSession, SignInPlace } from './open-session.ts';
import { absoluteHours } from './rules/session.ts';

/** Cookies ignore ports: six nodes of a training corridor share one host, so each name carries its node. */
const sessionCookie = (node: NodeServices): string => `amparo_${node.nodeId.slice(0, 8)}`;
const deviceCookie = (node: NodeServices): string => `amparo_device_${node.nodeId.slice(0, 8)}`;
const deviceYears = 1;

/** Never readable by a page's script, never sent from another site. */
const protectedCookie = (node: NodeServices, seconds: number) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: node.settings.publicAddress.startsWith('https:'), maxAge: seconds }) as const;

export interface CarriedToken {
  readonly token: string;
  readonly isBearer: boolean;
}

/** The session's token as this request carries it: in the header for programs, in the cookie for pages. */
export function tokenOf(node: NodeServices, request: FastifyRequest): CarriedToken | null {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (request.headers.authorization !== undefined) return bearer ? { token: bearer, isBearer: true } : null;
  const token = request.cookies[sessionCookie(node)];
  return token ? { token, isBearer: false } : null;
}

export function carrySession(node: NodeServices, reply: FastifyReply, session: OpenedSession): void {
  reply.setCookie(sessionCookie(node), session.token, protectedCookie(node, absoluteHours * 3600));
  reply.setCookie(deviceCookie(node), session.deviceId, protectedCookie(node, deviceYears * 365 * 86_400));
}

export const dropSession = (node: NodeServices, reply: FastifyReply): void => {
  reply.clearCookie(sessionCookie(node), protectedCookie(node, 0));
};

/** The device that a page has signed in from before, and the family of its browser. */
export function placeOf(node: NodeServices, request: FastifyRequest): SignInPlace {
  const device = request.cookies[deviceCookie(node)] ?? '';
  return { deviceId: isUuid(device) ? device : null, browser: browserFamily(request.headers['user-agent'] ?? '') };
}

/** Only as much as lets a worker recognise a session. */
function browserFamily(userAgent: string): string {
  const marks = [['Edg', 'edge'], ['Firefox', 'firefox'], ['Chrome', 'chrome'], ['Safari', 'safari']] as const;
  return marks.find(([mark]) => userAgent.includes(mark))?.[1] ?? 'other';
}
