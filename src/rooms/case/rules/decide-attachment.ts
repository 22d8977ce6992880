import type { InputOf } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import { addMilliseconds, type Instant } from '#kernel/instant.ts';
import type { Decision } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { undoMilliseconds, type Attachment, type attachFile, type removeAttachment, type restoreAttachment } from '../schema.ts';
import { only, type OpenFile } from './decide-record.ts';
import { act, type CaseBodies } from './operations.ts';
import { canReadAttachment } from './readers.ts';
import type { Actor } from './receive.ts';

type Nothing = Record<never, never>;

/** What is known of a file after its bytes were looked at and before it is recorded. */
export type PreparedFile = Pick<CaseBodies['attachment-added'], 'mediaType' | 'size' | 'hash' | 'fileName' | 'previewName'>;

/** An attachment as the decisions need it. */
export interface KnownAttachment {
  readonly kind: Attachment['kind'];
  readonly removedAt: Instant | null;
  readonly isDestroyed: boolean;
}

export const canRestore = ({ removedAt, isDestroyed }: KnownAttachment, now: Instant): boolean =>
  removedAt !== null && !isDestroyed && addMilliseconds(removedAt, undoMilliseconds) >= now;

/** A portrait needs consent to it. Refuses with `consent-missing`. */
export function decideAttachment(state: OpenFile & { readonly prepared: PreparedFile }, input: InputOf<typeof attachFile>, actor: Actor): Result<Decision<{ attachmentId: Uuid }>> {
  const { childId, kind, title } = input;
  if (kind === 'photo' && state.file.consents.get('photo')?.answer !== 'granted') return refuse('consent-missing', { missing: ['photo'] });
  const attachmentId = actor.newIdentifier();
  return succeed({ operations: [act(childId, 'attachment-added', { attachmentId, kind, title, ...state.prepared })], output: { attachmentId } });
}

/** Refuses with `not-found` (not there, or not for this role), `already-done`. */
export function decideRemoval({ attachment }: { readonly attachment: KnownAttachment | null }, input: InputOf<typeof removeAttachment>, { roles }: Actor): Result<Decision<Nothing>> {
  if (!attachment || !canReadAttachment(roles, attachment.kind)) return refuse('not-found', { what: 'attachment' });
  return attachment.removedAt === null
    ? only(input.childId, 'attachment-removed', { attachmentId: input.attachmentId, reason: input.reason })
    : refuse('already-done');
}

/** Refuses with `not-found`, `already-done` (nothing to undo), `erased` (too late: the bytes are gone or going). */
export function decideRestoration({ attachment }: { readonly attachment: KnownAttachment | null }, input: InputOf<typeof restoreAttachment>, { now, roles }: Actor): Result<Decision<Nothing>> {
  if (!attachment || !canReadAttachment(roles, attachment.kind)) return refuse('not-found', { what: 'attachment' });
  if (attachment.removedAt === null) return refuse('already-done');
  return canRestore(attachment, now) ? only(input.childId, 'attachment-restored', { attachmentId: input.attachmentId }) : refuse('erased');
}
