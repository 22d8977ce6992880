import type { InputOf } from '#kernel/endpoint.ts';
import { uuidPattern } from '#kernel/identifier.ts';
import { accompanimentLabels, riskLevels } from '#rooms/law/schema.ts';
import { statisticalBands, type listFiles } from '../../schema.ts';

export type Filter = Omit<InputOf<typeof listFiles>, 'cursor' | 'limit'>;
export type FilterName = keyof Filter;

const oneOf = (values: readonly string[]): RegExp => new RegExp(`^(${values.map((value) => value.replace('+', '[+]')).join('|')})$`);
const uuid = new RegExp(uuidPattern);
/** What each part may be. */
const forms: Readonly<Record<FilterName, RegExp>> = {
  status: oneOf(['open', 'closed']), teamId: uuid, workerId: new RegExp(`${uuidPattern}|^none$`), urgency: oneOf(riskLevels), nationality: /^[A-Z]{2}$/, ageBand: oneOf(statisticalBands),
  label: oneOf(accompanimentLabels), due: oneOf(['overdue', 'today', 'week']), move: oneOf(['proposed']), order: oneOf(['due', 'received']),
};
const names = Object.keys(forms) as FilterName[];

/** The filter that an address names; whatever is no filter, or no value of one, is left out. */
export const filterOf = (search: URLSearchParams): Filter =>
  Object.fromEntries(names.flatMap((name) => {
    const value = search.get(name);
    return value !== null && forms[name].test(value) ? [[name, value]] : [];
  }));

/** The address of a filter, without the question mark: the same names as the node's own. */
export const searchOf = (filter: Filter): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (filter[name] === undefined ? [] : [[name, filter[name]]])));

/** A filter with one part set; the same again, or '', takes it away. */
export function toggled(filter: Filter, name: FilterName, value: string): Filter {
  const { [name]: before, ...others } = filter;
  return (value === '' || before === value ? others : { ...others, [name]: value });
}
