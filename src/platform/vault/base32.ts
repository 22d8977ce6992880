/** RFC 4648 in small letters, for identifiers of nodes. */
export const base32Letters = 'abcdefghijklmnopqrstuvwxyz234567';
/** Digits and capitals without I, L, O and U, which are misread by hand and in poor print. */
export const printedLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five bits a letter, most significant first; the last letter is filled with zero bits. */
export function base32Of(bytes: Uint8Array, letters: string): string {
  let text = '';
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const pair = (bytes[bit >> 3]! << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += letters[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}

/** The bytes of a text made by `base32Of`, or nothing if it is not the only text that stands for them. */
export function bytesOfBase32(text: string, letters: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  for (let index = 0; index < text.length; index++) {
    const value = letters.indexOf(text[index]!);
    if (value < 0) return undefined;
    for (let bit = 0; bit < 5; bit++) {
      const at = index * 5 + bit;
      if (at >> 3 < bytes.length && (value >> (4 - bit)) & 1) bytes[at >> 3]! |= 0x80 >> (at & 7);
    }
  }
  return base32Of(bytes, letters) === text ? bytes : undefined;
}
