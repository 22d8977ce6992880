import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { openEnvelope } from '#exchange/federation/envelope/index.ts';
import type { DatedKey } from '#platform/vault/index.ts';

/*
 * Messages as release 0.1 signed them, one of every type: this program and the next must read each of them (N and N-1). A release that
 * changes a form adds its own file here and an upcaster for the one before; a file is removed only with the release that nobody may use any more.
 */
interface Release {
  readonly now: Instant;
  readonly receiver: NodeId;
  readonly sender: NodeId;
  readonly signing: readonly DatedKey[];
  readonly messages: readonly string[];
}
const stored = JSON.parse(readFileSync(path.join(import.meta.dirname, 'release-0.1.json'), 'utf8')) as Release;

test('every message of release 0.1 is read and proven', async () => {
  expect(stored.messages.length).toBeGreaterThan(25);
  for (const message of stored.messages) {
    const opened = await openEnvelope(message, { self: stored.receiver, findSigner: (nodeId) => (nodeId === stored.sender ? { signing: stored.signing } : undefined), now: stored.now });
    expect(opened).toMatchObject({ ok: true, value: { envelope: { v: 1, from: stored.sender } } });
  }
});
