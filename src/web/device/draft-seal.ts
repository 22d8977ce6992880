/** A draft as it lies in the browser's store: nothing of its content can be read without the worker's key. */
export interface SealedDraft {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly content: ArrayBuffer;
}

const bytesOf = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);

/** A key that the browser uses but never gives out. */
export const newDraftKey = async (): Promise<CryptoKey> =>
  await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/**
 * Seals a draft.
 * @param place under which it is stored: bound to the content, so that drafts cannot be exchanged
 */
export async function sealDraft(key: CryptoKey, place: string, value: unknown): Promise<SealedDraft> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const content = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(place) }, key, bytesOf(JSON.stringify(value)));
  return { iv, content };
}

/** Opens a draft; null when the key or the place is another one. */
export async function openDraft(key: CryptoKey, place: string, sealed: SealedDraft): Promise<unknown> {
  try {
    const content = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: bytesOf(place) }, key, sealed.content);
    return JSON.parse(new TextDecoder().decode(content)) as unknown;
  } catch {
    return null;
  }
}
