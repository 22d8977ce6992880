import type { TSchema } from 'typebox';
import { Answerable } from './answerable.tsx';
import { CheckboxGroup } from './checkbox-group.tsx';
import { DateField } from './date-field.tsx';
import type { FormError } from './error-summary.tsx';
import type { FieldProps } from './field-frame.tsx';
import { Stack } from './layout.tsx';
import type { PartialDate } from './partial-date.ts';
import { PartialDateField } from './partial-date-field.tsx';
import { RadioCards } from './radio-cards.tsx';
import { controlOf, faultsOf, type Control, type JsonSchema } from './schema-shape.ts';
import { Select } from './select.tsx';
import { hasText, text } from './text.tsx';
import { TextArea } from './text-area.tsx';
import { TextField } from './text-field.tsx';

type FormValue = Readonly<Record<string, unknown>>;

interface SchemaFormProps {
  readonly schema: TSchema;
  readonly value: FormValue;
  readonly onChange: (value: FormValue) => void;
  readonly errors?: readonly FormError[];
  /** Only these properties, in this order; all that can be drawn unless told. */
  readonly only?: readonly string[];
  /** In front of a property's name to find its label, where the schema names none. */
  readonly labelPrefix?: string;
}

const mostCards = 7;
const shown = (value: unknown): string => (['string', 'number', 'boolean'].includes(typeof value) ? `${value as string | number | boolean}` : '');

function FieldFor({ control, field, labelKey, value, onChange }: { readonly control: Control; readonly field: FieldProps; readonly labelKey: string; readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const words = shown(value);
  const choices = control.choices.map((choice) => ({ value: choice, label: text(`${labelKey}.${choice}`) }));
  const change = (next: unknown): void => onChange(next === '' ? undefined : next);
  switch (control.kind) {
    case 'partial-date': return <PartialDateField {...field} value={value as PartialDate | undefined} onChange={change} />;
    case 'one': return choices.length <= mostCards
      ? <RadioCards {...field} options={choices} value={words} onChange={change} columns={2} />
      : <Select {...field} options={choices} value={words} onChange={change} />;
    case 'several': return <CheckboxGroup {...field} options={choices} value={Array.isArray(value) ? (value as string[]) : []} onChange={change} columns={2} />;
    case 'yes-no': return <RadioCards {...field} columns={2} options={[{ value: 'true', label: text('kit.yes') }, { value: 'false', label: text('kit.no') }]} value={shown(value)} onChange={(answer) => onChange(answer === 'true')} />;
    case 'day': return <DateField {...field} value={words} onChange={change} />;
    case 'number': return <TextField {...field} width="short" inputMode="decimal" value={shown(value)} onChange={(typed) => change(typed !== '' && Number.isFinite(Number(typed)) ? Number(typed) : typed)} />;
    case 'area': return <TextArea {...field} value={words} onChange={change} {...(control.schema.maxLength ? { maxLength: control.schema.maxLength } : {})} />;
    default: return <TextField {...field} value={words} onChange={change} {...(control.schema.maxLength ? { maxLength: control.schema.maxLength } : {})} />;
  }
}

/**
 * A simple form drawn from its schema: label, choices and hints come from the `amparo` keyword's label key
 * (`<label>`, `<label>.hint`, `<label>.<choice>`).
 */
export function SchemaForm({ schema, value, onChange, errors = [], only, labelPrefix = '' }: SchemaFormProps) {
  const shape = schema as unknown as JsonSchema;
  const properties = shape.properties ?? {};
  return (
    <Stack gap={5}>
      {(only ?? Object.keys(properties)).map((name) => {
        const property = properties[name];
        const control = property && controlOf(property);
        if (!control) return null;
        const labelKey = property.amparo?.label ?? `${labelPrefix}${name}`;
        const field: FieldProps = {
          name,
          label: text(labelKey),
          hint: hasText(`${labelKey}.hint`) ? text(`${labelKey}.hint`) : undefined,
          error: errors.find((error) => error.name === name)?.message,
          isOptional: !shape.required?.includes(name),
        };
        const set = (next: unknown): void => {
          const { [name]: _, ...others } = value;
          onChange(next === undefined ? others : { ...others, [name]: next });
        };
        return control.unanswered.length > 0 ? (
          <Answerable key={name} name={name} value={value[name]} onChange={set} unanswered={control.unanswered}>
            {(answered) => <FieldFor control={control} field={field} labelKey={labelKey} value={answered} onChange={set} />}
          </Answerable>
        ) : <FieldFor key={name} control={control} field={field} labelKey={labelKey} value={value[name]} onChange={set} />;
      })}
    </Stack>
  );
}

/** What is wrong with the value of such a form, in words, for `Form errors`. */
export const schemaErrors = (schema: TSchema, value: FormValue): FormError[] =>
  [...faultsOf(schema as unknown as JsonSchema, value)].map(([name, fault]) => {
    const { minLength = 0, maxLength = 0, minimum = 0, maximum = 0 } = controlOf((schema as unknown as JsonSchema).properties![name]!)?.schema ?? {};
    return { name, message: text(`kit.fault.${fault}`, { minLength, maxLength, minimum, maximum }) };
  });
