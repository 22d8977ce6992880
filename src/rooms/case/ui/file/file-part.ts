import { agencyWideRoles, custodyRoles, fileRoles } from '#kernel/role.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import type { FileView } from '../../schema.ts';

/** What this worker can do in a file, as far as the desk knows: it leaves out what the node would refuse anyway. */
export interface May {
  /** Write: notes, concerns, consent, documents. */
  readonly write: boolean;
  /** Decide: settle two answers, assign, take away. */
  readonly decide: boolean;
  /** Supervise: lower an urgency, answer a move, close. */
  readonly supervise: boolean;
  /** Open a closed file again. */
  readonly reopen: boolean;
}

/** What every part of the file takes. */
export interface FilePartProps {
  readonly file: FileView;
  readonly may: May;
}

export function useMay({ standing, status }: Pick<FileView, 'standing' | 'status'>): May {
  const session = useSession();
  const isOpen = standing === 'open' && status === 'open';
  return {
    write: isOpen && hasRole(session, ...fileRoles),
    decide: isOpen && hasRole(session, ...custodyRoles),
    supervise: isOpen && hasRole(session, ...agencyWideRoles),
    reopen: standing === 'open' && status === 'closed' && hasRole(session, ...custodyRoles),
  };
}
