/** Longest edge of a picture that leaves the device, in pixels. */
export const longestEdge = 1600;
const jpegQuality = 0.85;

/** The size that fits into the longest edge, never larger than the picture itself. */
export function fittingSize(width: number, height: number, edge = longestEdge): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Draws a picture anew as JPEG of at most 1600 pixels. What the camera wrote beside it (place, device, time) stays
 * behind, because only the pixels are drawn.
 */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = fittingSize(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  // JPEG has no transparency: what was transparent becomes white, not black
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not write the picture'))), 'image/jpeg', jpegQuality);
  });
}
