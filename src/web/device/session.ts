import { createContext, useContext } from 'react';
import type { Role } from '#kernel/role.ts';
import type { Session } from '#platform/access/schema.ts';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in, at which node. Only inside the desk, where somebody is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside a signed-in desk');
  return session;
}

/** Whether the worker has one of these roles: to leave out what they could not do anyway; the node decides. */
export const hasRole = (session: Session, ...roles: readonly Role[]): boolean => roles.some((role) => session.roles.includes(role));
