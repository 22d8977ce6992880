/** The bytes of a base64url text; nothing when the text is not the only one that stands for them. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return base64urlOf(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes as base64url without padding. */
export function base64urlOf(bytes: Uint8Array): string {
  let letters = '';
  // a call takes only so many arguments
  for (let from = 0; from < bytes.length; from += 8192) letters += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** SHA-256 as base64url; of a text, its UTF-8 bytes. */
export async function sha256Of(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return base64urlOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
