/** A link across two files. */
interface Partners {
  readonly left: number;
  readonly right: number;
}

/**
 * Of links that contradict each other the surest: where two files are linked, a record may have several partners only if those
 * partners are one person themselves. A file that holds a person twice keeps both, a clean one gives each record one partner.
 * @param links by falling probability
 * @param isSame whether two records of one file speak of one person
 */
export function withoutRivals<Link extends Partners>(links: readonly Link[], isSame: (one: number, other: number) => boolean): Link[] {
  const partners = new Map<number, number[]>();
  const fits = (record: number, partner: number): boolean => (partners.get(record) ?? []).every((known) => isSame(known, partner));
  const add = (record: number, partner: number): void => {
    const known = partners.get(record);
    if (known === undefined) partners.set(record, [partner]);
    else known.push(partner);
  };
  return links.filter(({ left, right }) => {
    if (!fits(left, right) || !fits(right, left)) return false;
    add(left, right);
    add(right, left);
    return true;
  });
}
