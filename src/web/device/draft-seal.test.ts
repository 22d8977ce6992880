import { expect, test } from 'vitest';
import { newDraftKey, openDraft, sealDraft } from './draft-seal.ts';

const child = { givenNames: 'Marisol', note: 'viaja con su hermano' };

test('a draft opens with its key at its place', async () => {
  const key = await newDraftKey();
  expect(await openDraft(key, 'worker/intake', await sealDraft(key, 'worker/intake', child))).toEqual(child);
});

test('neither another key nor another place opens it', async () => {
  const key = await newDraftKey();
  const sealed = await sealDraft(key, 'worker/intake', child);
  expect(await openDraft(await newDraftKey(), 'worker/intake', sealed)).toBeNull();
  expect(await openDraft(key, 'worker/note', sealed)).toBeNull();
});

test('nothing of the content can be read from the store, and the key cannot be taken out', async () => {
  const key = await newDraftKey();
  const sealed = await sealDraft(key, 'worker/intake', child);
  expect(new TextDecoder('latin1').decode(sealed.content)).not.toContain('Marisol');
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});
