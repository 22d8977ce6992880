import encodeQr from 'qr';

/** A QR code as SVG text, with the error correction that survives a folded and smudged card. */
export const codePicture = (text: string): string => encodeQr(text, 'svg', { ecc: 'quartile', border: 2 });
