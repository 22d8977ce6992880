import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import type { Caller } from '#platform/services.ts';
import { projectPerson } from '#rooms/person/index.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import * as room from './index.ts';

let node: TestNode;
let worker: Caller;
let childId: ChildId;
let photo: string;
beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: room.projectCase } });
  worker = node.worker(['case_worker']);
  const picture = sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#c86' } });
  photo = (await picture.withExif({ IFD3: { GPSLatitude: '14/1 54/1 0/1' }, IFD0: { Model: 'Telefono de Rosa' } }).jpeg().toBuffer()).toString('base64');
});
afterAll(() => node.close());
beforeEach(async () => {
  const consent = { answers: { photo: 'granted' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words' } as const;
  childId = valueOf(await room.receive.run(node.services, worker, { searchedFirst: { candidatesShown: 0 }, profile: {}, source: 'child', found: {}, consent })).childId;
});

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n').toString('base64');
const attach = (more: object = {}, caller = worker) => room.attach.run(node.services, caller, { childId, kind: 'photo', title: 'Foto de ingreso', bytes: photo, ...more });
const attached = async (more: object = {}) => valueOf(await attach(more)).attachmentId;
const listed = async (caller = worker) => valueOf(await room.openFile.run(node.services, caller, { childId })).attachments;
const download = (attachmentId: string, more: object = {}, caller = worker) => room.download.run(node.services, caller, { childId, attachmentId, ...more });
const filesOnDisk = async () => (await readdir(node.services.settings.fileFolder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

describe('a photo', () => {
  test('is drawn anew: smaller, without place or device; with a preview', async () => {
    const attachmentId = await attached();
    const { mediaType, bytes, title } = valueOf(await download(attachmentId));
    const drawn = await sharp(Buffer.from(bytes, 'base64')).metadata();
    expect([mediaType, title, drawn.width, drawn.height, drawn.exif]).toEqual(['image/jpeg', 'Foto de ingreso', 1600, 800, undefined]);
    const preview = valueOf(await download(attachmentId, { size: 'preview' }));
    expect((await sharp(Buffer.from(preview.bytes, 'base64')).metadata()).width).toBe(320);
    expect(await listed()).toMatchObject([{ id: attachmentId, kind: 'photo', hasPreview: true, removedAt: null }]);
  });

  test('lies sealed on disk, under a name without meaning', async () => {
    await attached();
    for (const file of await filesOnDisk()) {
      expect(path.basename(file)).toMatch(/^[0-9a-f]{32}$/);
      expect((await readFile(file)).includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    }
  });

  test('needs consent to it', async () => {
    await room.withdraw.run(node.services, worker, { childId, purposes: ['photo'], by: 'child' });
    expect(await attach()).toMatchObject({ problem: { code: 'consent-missing', details: { missing: ['photo'] } } });
    expect((await attach({ kind: 'identity_document' })).ok).toBe(true);
  });
});

test.each([
  ['a program', Buffer.from('#!/bin/sh\necho').toString('base64'), 'unsupported-media'],
  ['a cut picture', Buffer.from('ffd8ffe000104a464946', 'hex').toString('base64'), 'file-invalid'],
  ['too many bytes', Buffer.alloc(8 * 1024 * 1024 + 1).toString('base64'), 'too-large'],
])('%s is refused and leaves nothing', async (_name, bytes, code) => {
  const before = await filesOnDisk();
  expect(await attach({ bytes })).toMatchObject({ problem: { code } });
  expect(await filesOnDisk()).toEqual(before);
  expect(await listed()).toEqual([]);
});

test('a document is kept as it is and read by those it is for; another team sees nothing', async () => {
  const attachmentId = await attached({ kind: 'medical', title: 'Hoja clínica', bytes: pdf });
  expect(valueOf(await download(attachmentId)).bytes).toBe(pdf);
  const lawyer = node.worker(['lawyer']);
  expect(await listed(lawyer)).toEqual([]);
  expect(await download(attachmentId, {}, lawyer)).toMatchObject({ problem: { code: 'not-found' } });
  expect(await download(attachmentId, {}, node.worker(['case_worker'], { teamIds: [node.teams[1]] }))).toMatchObject({ problem: { code: 'not-found' } });
  expect(await attach({}, node.worker(['administrator']))).toMatchObject({ problem: { code: 'not-allowed' } });
});

describe('removing', () => {
  const remove = (attachmentId: string) => room.remove.run(node.services, worker, { childId, attachmentId, reason: 'otra niña' });
  const restore = (attachmentId: string) => room.restore.run(node.services, worker, { childId, attachmentId });
  const sweep = async () => valueOf(await room.destroyRemovedFiles.run(node.services, node.nodeCaller, {})).destroyed;

  test('can be undone for ten seconds', async () => {
    const attachmentId = await attached();
    expect((await remove(attachmentId)).ok).toBe(true);
    expect(await remove(attachmentId)).toMatchObject({ problem: { code: 'already-done' } });
    expect(await download(attachmentId)).toMatchObject({ problem: { code: 'not-found' } });
    expect(await listed()).toMatchObject([{ id: attachmentId, canRestore: true }]);
    expect(await sweep()).toBe(0);
    expect((await restore(attachmentId)).ok).toBe(true);
    expect((await download(attachmentId)).ok).toBe(true);
    expect(await restore(attachmentId)).toMatchObject({ problem: { code: 'already-done' } });
  });

  test('then the bytes are destroyed, and only the record that they were stays', async () => {
    const before = await filesOnDisk();
    const attachmentId = await attached();
    await remove(attachmentId);
    node.clock.advanceHours(11 / 3600);
    expect(await restore(attachmentId)).toMatchObject({ problem: { code: 'erased' } });
    expect(await listed()).toEqual([]);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect((await filesOnDisk()).toSorted()).toEqual(before.toSorted());
    const entries = valueOf(await room.openTimeline.run(node.services, worker, { childId, category: 'document' })).entries;
    expect(entries.map((entry) => entry.kind)).toEqual(['case.attachment-destroyed', 'case.attachment-removed', 'case.attachment-added']);
  });

  test('is for the node’s timer, not for a worker to hurry', async () => {
    expect(await room.destroyRemovedFiles.run(node.services, worker, {})).toMatchObject({ problem: { code: 'not-allowed' } });
  });
});

test('the bytes travel with the file, and a name from elsewhere never becomes a path', async () => {
  await attached();
  await attached({ kind: 'court', bytes: pdf });
  const work = <T>(act: Parameters<typeof transact<T>>[2]) => transact(node.services.database, nodeScope(node.clock.now()), act);
  const bytes = valueOf(await work((transaction) => room.bytesOfFile({ node: node.services, transaction }, childId)));
  expect(bytes).toHaveLength(3);
  await expect(work((transaction) => room.keepBytes({ node: node.services, transaction }, childId, '../../etc/passwd', Buffer.from('x')))).rejects.toThrow('not a name');
  const rows = await sql<{ dump: string }>`select string_agg(a::text, ' ') as dump from "case".attachment a`.execute(node.services.database);
  expect(rows.rows[0]!.dump).not.toContain('Foto de ingreso');
});
