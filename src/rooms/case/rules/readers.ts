import type { NodeId } from '#kernel/identifier.ts';
import type { Role } from '#kernel/role.ts';
import { fileRoles } from '#kernel/role.ts';
import type { Attachment, NoteKind } from '../schema.ts';

/**
 * Who reads which kind of note, and writes it. A consular officer never reads what a child said of asylum, health or
 * danger (consular lock; Ley de Migración art. 112 VI limits the purpose of an interview).
 */
const noteReaders: Readonly<Record<NoteKind, readonly Role[]>> = {
  general: fileRoles,
  interview: ['case_worker', 'supervisor', 'coordinator', 'lawyer'],
  health: ['case_worker', 'supervisor', 'coordinator', 'shelter_staff'],
  legal: ['case_worker', 'supervisor', 'coordinator', 'lawyer'],
  supervision_private: ['supervisor', 'coordinator'],
};

const attachmentReaders: Readonly<Partial<Record<Attachment['kind'], readonly Role[]>>> = {
  medical: noteReaders.health,
  court: noteReaders.legal,
  drawing: noteReaders.interview,
};

/** Risks that betray an asylum claim, sexual violence or an informant (sensitivity E in `reference/risk`). */
const sealedConcernReaders: readonly Role[] = noteReaders.interview;

const hasAny = (roles: readonly Role[], wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role));

/** Who asks, at which node, and which concern codes are sealed. */
export interface Reader {
  readonly node: NodeId;
  readonly actor: string;
  readonly roles: readonly Role[];
  readonly sealedCodes: ReadonlySet<string>;
}

export const canReadNote = (reader: Pick<Reader, 'actor' | 'roles'>, note: { readonly kind: NoteKind; readonly actor: string }): boolean =>
  note.actor === reader.actor || hasAny(reader.roles, noteReaders[note.kind]);
export const canWriteNote = (roles: readonly Role[], kind: NoteKind): boolean => hasAny(roles, noteReaders[kind]);
export const canReadAttachment = (roles: readonly Role[], kind: Attachment['kind']): boolean => hasAny(roles, attachmentReaders[kind] ?? fileRoles);
export const canReadConcern = ({ roles, sealedCodes }: Pick<Reader, 'roles' | 'sealedCodes'>, code: string): boolean =>
  !sealedCodes.has(code) || hasAny(roles, sealedConcernReaders);
