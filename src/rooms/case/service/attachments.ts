import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { ChildId } from '#kernel/identifier.ts';
import { addMilliseconds } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findScope } from '#rooms/person/index.ts';
import { decideAttachment, decideRemoval, decideRestoration, type KnownAttachment, type PreparedFile } from '../rules/decide-attachment.ts';
import type { OpenFile } from '../rules/decide-record.ts';
import { act } from '../rules/operations.ts';
import { canReadAttachment } from '../rules/readers.ts';
import { attachFile, readAttachment, removeAttachment, restoreAttachment, undoMilliseconds } from '../schema.ts';
import { attachmentsOf, doomedFiles, findAttachment, forgetDoomed, removedBefore, type LabelledAttachment } from '../store/attachments.ts';
import { destroyBytes, keepBytes, newFileName, openBytes } from './file-folder.ts';
import { loadOpenFile } from './open-file.ts';
import { cleanFile } from './pictures.ts';

export const known = (row: Pick<LabelledAttachment, 'kind' | 'removed_at' | 'destroyed_at'>): KnownAttachment =>
  ({ kind: row.kind, removedAt: row.removed_at, isDestroyed: row.destroyed_at !== null });

/** Refuses as `loadOpenFile` does, and with `too-large`, `unsupported-media`, `file-invalid`, `consent-missing` (a portrait). */
export const attach = command({
  name: 'case.attach-file',
  input: attachFile.input,
  scope: { roles: fileRoles },
  async load(unit, { childId, bytes }) {
    if (!(await findScope(unit.transaction, childId))) return refuse('not-found');
    // drawing a picture takes long: before the file is loaded, from when on nobody else can write
    const cleaned = await cleanFile(Buffer.from(bytes, 'base64'));
    if (!cleaned.ok) return cleaned;
    const file = await loadOpenFile(unit, childId);
    if (!file.ok) return file;
    const { mediaType, content, preview } = cleaned.value;
    const prepared = {
      mediaType, size: content.length, hash: createHash('sha256').update(content).digest('base64url'),
      fileName: newFileName(unit.node), previewName: preview === null ? null : newFileName(unit.node),
    };
    return succeed({ ...file.value, prepared, content, preview });
  },
  decide: (state: OpenFile & { readonly prepared: PreparedFile; readonly content: Buffer; readonly preview: Buffer | null }, input, facts) => decideAttachment(state, input, facts),
  async save(unit, _decision, { prepared, content, preview }, { childId }) {
    await keepBytes(unit, childId, prepared.fileName, content);
    if (preview !== null) await keepBytes(unit, childId, prepared.previewName!, preview);
  },
});

/** Refuses with `not-found` (not there, removed, or not for this role) and `erased`. */
export const download = query({
  name: 'case.read-attachment',
  input: readAttachment.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  async read(unit, { childId, attachmentId, size }) {
    const row = await findAttachment(unit, childId, attachmentId);
    if (!row || row.removed_at !== null || !canReadAttachment(unit.caller.roles, row.kind)) return refuse('not-found', { what: 'attachment' });
    const isPreview = size === 'preview' && row.preview_name !== null;
    const bytes = await openBytes(unit, childId, isPreview ? row.preview_name! : row.file_name);
    return bytes.ok ? succeed({ title: row.title, mediaType: row.media_type, bytes: bytes.value.toString('base64') }) : bytes;
  },
});

async function loadAttachment(unit: UnitOfWork, { childId, attachmentId }: { childId: string; attachmentId: string }) {
  const file = await loadOpenFile(unit, childId);
  if (!file.ok) return file;
  const row = await findAttachment(unit, childId as ChildId, attachmentId);
  return succeed({ attachment: row && known(row) });
}

export const remove = command({ name: 'case.remove-attachment', input: removeAttachment.input, scope: { roles: custodyRoles }, load: loadAttachment, decide: decideRemoval });
export const restore = command({ name: 'case.restore-attachment', input: restoreAttachment.input, scope: { roles: custodyRoles }, load: loadAttachment, decide: decideRestoration });

const batch = 100;

/** For a timer of the node: destroys the bytes of what was removed and can no longer be brought back, and of erased children. Answers how many files. */
export const destroyRemovedFiles = command({
  name: 'case.destroy-removed-files',
  input: Type.Object({}, { additionalProperties: false }),
  scope: { roles: [], allowsNode: true },
  async load(unit) {
    return succeed({ files: await removedBefore(unit, addMilliseconds(unit.now, -undoMilliseconds), batch), doomed: await doomedFiles(unit, batch) });
  },
  decide: ({ files, doomed }) => succeed({
    operations: files.map((file) => act(file.child_id, 'attachment-destroyed', { attachmentId: file.attachment_id })),
    output: { destroyed: files.length + doomed.length },
  }),
  async save({ node, transaction }, _decision, { files, doomed }) {
    for (const name of doomed) await destroyBytes(node, name);
    await forgetDoomed({ transaction }, doomed);
    for (const file of files) {
      await destroyBytes(node, file.file_name);
      if (file.preview_name !== null) await destroyBytes(node, file.preview_name);
    }
  },
});

/** One attachment's bytes on their way to another agency, with the file. */
export interface TravellingBytes {
  readonly fileName: string;
  readonly content: Buffer;
}

/** Every byte that belongs to a file, previews too: what a handover carries beside the operations. Refuses with `erased`. */
export async function bytesOfFile(unit: Pick<UnitOfWork, 'node' | 'transaction'>, childId: ChildId): Promise<Result<TravellingBytes[]>> {
  const travelling: TravellingBytes[] = [];
  for (const row of await attachmentsOf(unit, childId)) {
    if (row.removed_at !== null) continue;
    for (const fileName of [row.file_name, ...(row.preview_name === null ? [] : [row.preview_name])]) {
      const content = await openBytes(unit, childId, fileName);
      if (content.ok) travelling.push({ fileName, content: content.value });
      else if (content.problem.code === 'erased') return content;
    }
  }
  return succeed(travelling);
}
