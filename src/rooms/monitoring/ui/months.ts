/** The month after one: `2026-12` gives `2027-01`. */
const after = (month: string): string => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** Every month from `first` to `last`, with one that was asked for although it lies outside; five years at most. */
export function monthsBetween(first: string, last: string, asked: string): string[] {
  const [from, until] = [first < asked ? first : asked, last > asked ? last : asked];
  const months = [from];
  while (months.at(-1)! < until && months.length < 600) months.push(after(months.at(-1)!));
  return months.slice(-60);
}
