/** Codes of the corridor's countries with the groups in which their numbers are read; the longer codes first. */
const groups: readonly (readonly [code: string, sizes: readonly number[]])[] = [
  ['+501', [3, 4]], ['+502', [4, 4]], ['+503', [4, 4]], ['+504', [4, 4]], ['+505', [4, 4]], ['+506', [4, 4]], ['+507', [4, 4]], ['+52', [3, 3, 4]], ['+1', [3, 3, 4]],
];

/** A telephone number as people read it, `+52 000 000 0201`; as it stands where its length is another. */
export function phoneText(number: string): string {
  const digits = number.replaceAll(/[^+\d]/g, '');
  const found = groups.find(([code, sizes]) => digits.startsWith(code) && digits.length === code.length + sizes.reduce((sum, size) => sum + size));
  if (!found) return number;
  const [code, sizes] = found;
  let at = code.length;
  return [code, ...sizes.map((size) => digits.slice(at, (at += size)))].join(' ');
}
