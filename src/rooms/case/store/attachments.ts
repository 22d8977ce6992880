import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { CaseEntry } from '../rules/operations.ts';
import { tablesOf, type AttachmentRow, type Within } from './tables.ts';

const labelContext = 'case.attachment-label';
interface Label {
  readonly title: string;
  readonly actorLabel: string;
}

export async function projectAttachment({ node, transaction }: Within, childId: ChildId, entry: CaseEntry): Promise<void> {
  const at = instantOf(entry.madeAt);
  const change = (attachmentId: string, values: Partial<Pick<AttachmentRow, 'removed_at' | 'destroyed_at'>>) =>
    tablesOf(transaction).updateTable('case.attachment').set(values).where('child_id', '=', childId).where('attachment_id', '=', attachmentId as Uuid).execute();
  switch (entry.what) {
    case 'attachment-added': {
      const { attachmentId, kind, title, mediaType, size, hash, fileName, previewName } = entry.body;
      const label: Label = { title: title ?? '', actorLabel: entry.actorLabel };
      await tablesOf(transaction).insertInto('case.attachment').values({
        child_id: childId, attachment_id: attachmentId, kind, media_type: mediaType, size, hash, file_name: fileName, preview_name: previewName,
        label_sealed: await node.vault.sealForChild(transaction, childId, label, labelContext), added_at: at, removed_at: null, destroyed_at: null,
      }).execute();
      return;
    }
    case 'attachment-removed':
      await change(entry.body.attachmentId, { removed_at: at });
      return;
    case 'attachment-restored':
      await change(entry.body.attachmentId, { removed_at: null });
      return;
    case 'attachment-destroyed':
      await change(entry.body.attachmentId, { destroyed_at: at });
      return;
    default:
  }
}

export type LabelledAttachment = Omit<AttachmentRow, 'label_sealed'> & Label;

async function withLabel({ node, transaction }: Within, row: AttachmentRow): Promise<LabelledAttachment> {
  const { label_sealed: sealed, ...rest } = row;
  const label = await node.vault.openForChild(transaction, row.child_id, sealed, labelContext);
  return { ...rest, ...(label.ok ? (label.value as Label) : { title: '', actorLabel: '' }) };
}

/** The attachments of a file whose bytes still exist, newest first. */
export async function attachmentsOf(within: Within, childId: ChildId): Promise<LabelledAttachment[]> {
  const rows = await tablesOf(within.transaction).selectFrom('case.attachment').selectAll().where('child_id', '=', childId)
    .where('destroyed_at', 'is', null).orderBy('added_at', 'desc').orderBy('attachment_id', 'desc').execute();
  return Promise.all(rows.map((row) => withLabel(within, row)));
}

export async function findAttachment(within: Within, childId: ChildId, attachmentId: string): Promise<LabelledAttachment | null> {
  const row = await tablesOf(within.transaction).selectFrom('case.attachment').selectAll()
    .where('child_id', '=', childId).where('attachment_id', '=', attachmentId as Uuid).executeTakeFirst();
  return row ? withLabel(within, row) : null;
}

export type RemovedFile = Pick<AttachmentRow, 'child_id' | 'attachment_id' | 'file_name' | 'preview_name'>;

/** Files removed before `moment` whose bytes still lie on disk. */
export const removedBefore = ({ transaction }: Within, moment: Instant, limit: number): Promise<RemovedFile[]> =>
  tablesOf(transaction).selectFrom('case.attachment').select(['child_id', 'attachment_id', 'file_name', 'preview_name'])
    .where('removed_at', '<', moment).where('destroyed_at', 'is', null).orderBy('removed_at').limit(limit).forUpdate().skipLocked().execute();

/** Notes the names of a child's files, so that their bytes are taken from the disk although nothing else speaks of them any more. */
export async function doomFiles(transaction: Within['transaction'], childId: ChildId): Promise<void> {
  await sql`insert into "case".doomed_file (file_name) select name from "case".attachment, unnest(array[file_name, preview_name]) as name
    where child_id = ${childId} and destroyed_at is null and name is not null on conflict do nothing`.execute(transaction);
}

/** Files whose child was erased and whose bytes may still lie on disk. */
export const doomedFiles = async ({ transaction }: Pick<Within, 'transaction'>, limit: number): Promise<string[]> =>
  (await tablesOf(transaction).selectFrom('case.doomed_file').select('file_name').orderBy('file_name').limit(limit).forUpdate().skipLocked().execute()).map((row) => row.file_name);

export async function forgetDoomed({ transaction }: Pick<Within, 'transaction'>, names: readonly string[]): Promise<void> {
  if (names.length > 0) await tablesOf(transaction).deleteFrom('case.doomed_file').where('file_name', 'in', [...names]).execute();
}
