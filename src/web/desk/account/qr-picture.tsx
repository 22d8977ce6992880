import { encodeQR } from 'qr';

/** A QR code drawn as one path; dark on light in every theme, because cameras want it so. */
export function QrPicture({ content, label }: { readonly content: string; readonly label: string }) {
  const rows = encodeQR(content, 'raw', { border: 3 });
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} width="220" height="220" shapeRendering="crispEdges">
      <rect width={rows.length} height={rows.length} fill="#fff" rx="2" />
      <path d={path} fill="#000" />
    </svg>
  );
}
