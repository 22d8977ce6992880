import type { Problem } from '#kernel/problem.ts';
import type { FormError } from './error-summary.tsx';
import { hasText, text } from './text.tsx';

/** What happened and what to do, in the reader's language. */
export function problemText(problem: Problem): string {
  const { fields: _, ...values } = problem.details;
  const plain = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string | number | boolean] => typeof entry[1] !== 'object'));
  return text(hasText(`problem.${problem.code}`) ? `problem.${problem.code}` : 'problem.unexpected', plain);
}

/**
 * A refusal as errors of a form. `input-invalid` names its fields as `/path/to/field: reason`; a text
 * `<prefix>.<field>.<reason>` or `<prefix>.<field>.wrong` says it well, else the general one stands.
 */
export function formErrorsOf(problem: Problem, prefix = ''): FormError[] {
  const fields = problem.code === 'input-invalid' ? problem.details['fields'] : undefined;
  if (!Array.isArray(fields) || fields.length === 0) return [{ name: '', message: problemText(problem) }];
  return (fields as readonly string[]).map((entry) => {
    const [path = '', reason = ''] = entry.split(': ');
    const name = path.slice(1).replaceAll('/', '.');
    const written = [`${prefix}.${name}.${reason}`, `${prefix}.${name}.wrong`].find(hasText);
    return { name, message: written ? text(written) : text('kit.fieldInvalid') };
  });
}
