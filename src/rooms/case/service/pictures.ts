import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { acceptedMedia, attachmentByteLimit, type Attachment } from '../schema.ts';

const longestEdge = 1600;
const previewEdge = 320;
/** 60 megapixels: more than any phone takes, little enough that no picture can exhaust the memory. */
const pixelLimit = 60_000_000;

export interface Cleaned {
  readonly mediaType: Attachment['mediaType'];
  readonly content: Buffer;
  readonly preview: Buffer | null;
}

/**
 * Looks at what was sent by its content, never by its name, and keeps what is safe: a picture is drawn anew, at most
 * 1600 pixels wide or high, upright, without its metadata (place, device, time); a PDF stays as it is.
 * Refuses with `too-large`, `unsupported-media`, `file-invalid`.
 */
export async function cleanFile(bytes: Buffer): Promise<Result<Cleaned>> {
  if (bytes.length > attachmentByteLimit) return refuse('too-large', { limit: attachmentByteLimit });
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (!(acceptedMedia as readonly string[]).includes(mediaType)) return refuse('unsupported-media', { accepted: acceptedMedia });
  if (mediaType === 'application/pdf') return succeed({ mediaType, content: bytes, preview: null });
  try {
    const upright = sharp(bytes, { limitInputPixels: pixelLimit }).autoOrient().flatten({ background: 'white' });
    const drawn = (edge: number, quality: number) =>
      upright.clone().resize(edge, edge, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality }).toBuffer();
    return succeed({ mediaType: 'image/jpeg', content: await drawn(longestEdge, 82), preview: await drawn(previewEdge, 70) });
  } catch {
    // cut off, forged, or too many pixels: sharp says no more than that it cannot draw it
    return refuse('file-invalid');
  }
}
