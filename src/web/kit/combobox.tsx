import { lazy, Suspense, useState } from 'react';
import { Badge } from './badge.tsx';
import { IconButton } from './button.tsx';
import type { ComboboxOption, ComboboxProps, OptionSource } from './combobox-props.ts';
import { boxClass, FieldBlock, type FieldProps } from './field-frame.tsx';
import { text } from './text.tsx';
import styles from './combobox.module.css';

const ComboboxControl = lazy(() => import('./combobox-control.tsx'));

/** One of a long list, found by typing; the heavy part loads when the first such field is shown. */
export const Combobox = (props: ComboboxProps) => (
  <FieldBlock {...props}>
    <Suspense fallback={<input className={boxClass} disabled aria-label={text('kit.loading')} value={props.value?.label ?? ''} readOnly />}>
      <ComboboxControl {...props} />
    </Suspense>
  </FieldBlock>
);

interface MultiComboboxProps extends FieldProps, OptionSource {
  readonly value: readonly ComboboxOption[];
  readonly onChange: (value: ComboboxOption[]) => void;
}

/** Several of a long list: each chosen one stands below as a tag that can be taken away. */
export function MultiCombobox({ value, onChange, ...props }: MultiComboboxProps) {
  const [turn, setTurn] = useState(0);
  const isNew = (option: ComboboxOption): boolean => value.every((chosen) => chosen.value !== option.value);
  return (
    <div className={styles['multi']}>
      <Combobox
        key={turn}
        {...props}
        {...(props.options ? { options: props.options.filter(isNew) } : {})}
        value={null}
        onChange={(option) => {
          if (!option) return;
          if (isNew(option)) onChange([...value, option]);
          setTurn(turn + 1);
        }}
      />
      {value.length > 0 && (
        <ul role="list" className={styles['tags']}>
          {value.map((option) => (
            <li key={option.value} className={styles['tag']}>
              <Badge tone="brand">{option.label}</Badge>
              <IconButton label={text('kit.remove', { name: option.label })} icon="close" onPress={() => onChange(value.filter((chosen) => chosen !== option))} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
