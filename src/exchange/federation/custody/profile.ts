import type { MinimalProfile } from '#rooms/handover/schema.ts';
import type { Profile } from '../envelope/index.ts';

/** The agreement's minimal profile in the wire's form: a fact with its values, or why it is withheld. */
export const profileTo = ({ childId, facts }: MinimalProfile): Profile => ({
  cid: childId,
  fields: facts.map(({ field, values, withheld }) => (values === undefined ? { field, withheld: withheld ?? 'withheld' } : values.length === 1 ? { field, value: values[0]! } : { field, values })),
});

/** And back: a coded value counts as its code. */
export const profileFrom = ({ cid, fields }: Profile): MinimalProfile => ({
  childId: cid,
  facts: fields.map((one) => {
    if ('withheld' in one) return { field: one.field, withheld: one.withheld };
    const values = 'values' in one ? one.values : [one.value];
    return { field: one.field, values: values.map((value) => (typeof value === 'object' ? value.code : value)) };
  }),
});
