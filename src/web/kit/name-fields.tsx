import { Columns, Stack } from './layout.tsx';
import styles from './name-fields.module.css';
import { TextField } from './text-field.tsx';
import { text } from './text.tsx';

export const nameParts = ['givenNames', 'firstSurname', 'secondSurname', 'nickname', 'nameInOwnLanguage'] as const;
export type NamePart = (typeof nameParts)[number];
export type Names = Partial<Readonly<Record<NamePart, string>>>;

interface NameFieldsProps {
  readonly value: Names;
  readonly onChange: (value: Names) => void;
  /** Path of the names in the form, in front of each part. */
  readonly name?: string;
  readonly errors?: Partial<Readonly<Record<NamePart, string>>>;
  /** Only these parts. */
  readonly parts?: readonly NamePart[];
}

/** Names as told: none is forced, two surnames, and what the child is called. No spelling help, no title. */
export function NameFields({ value, onChange, name = '', errors = {}, parts = nameParts }: NameFieldsProps) {
  const part = (key: NamePart) => parts.includes(key) && (
    <TextField
      name={name ? `${name}.${key}` : key}
      label={text(`kit.name.${key}`)}
      hint={key === 'nickname' || key === 'nameInOwnLanguage' ? text(`kit.name.${key}.hint`) : undefined}
      error={errors[key]}
      isOptional={key !== 'givenNames'}
      isCode={false}
      value={value[key] ?? ''}
      maxLength={key === 'givenNames' || key === 'nameInOwnLanguage' ? 120 : 60}
      onChange={(typed) => {
        const { [key]: _, ...others } = value;
        onChange(typed === '' ? others : { ...others, [key]: typed });
      }}
    />
  );
  return (
    <div className={styles['names']}>
      <Stack gap={4}>
        {part('givenNames')}
        <Columns gap={4}>{part('firstSurname')}{part('secondSurname')}</Columns>
        <Columns gap={4}>{part('nickname')}{part('nameInOwnLanguage')}</Columns>
      </Stack>
    </div>
  );
}
