import { useEffect, useState } from 'react';
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components/ComboBox';
import type { ComboboxOption, ComboboxProps } from './combobox-props.ts';
import { boxClass, describedBy, labelId } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import { matches } from './list-order.ts';
import { text } from './text.tsx';
import styles from './combobox.module.css';

const mostShown = 60;
const searchDelayMilliseconds = 180;

/** The answers for what was typed: filtered from those at hand, or looked up. */
function useOptions({ options, search }: Pick<ComboboxProps, 'options' | 'search'>, typed: string, isUntouched: boolean): readonly ComboboxOption[] {
  const [found, setFound] = useState<readonly ComboboxOption[]>([]);
  useEffect(() => {
    if (!search) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => void search(typed).then((answers) => isCurrent && setFound(answers)), searchDelayMilliseconds);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [search, typed]);
  if (search) return found;
  return (options ?? []).filter((option) => isUntouched || matches(`${option.label} ${option.hint ?? ''}`, typed)).slice(0, mostShown);
}

/** The control of `Combobox`: React Aria's, so that screen readers and phones get what they expect. */
export default function ComboboxControl(props: ComboboxProps) {
  const { value, onChange, error } = props;
  const [typed, setTyped] = useState(value?.label ?? '');
  const description = describedBy(props);
  const shown = useOptions(props, typed, typed === (value?.label ?? ''));
  return (
    <ComboBox
      aria-labelledby={labelId(props.name)}
      {...(description ? { 'aria-describedby': description } : {})}
      isInvalid={error !== undefined}
      items={shown}
      inputValue={typed}
      onInputChange={(words) => {
        setTyped(words);
        if (words === '' && value) onChange(null);
      }}
      selectedKey={value?.value ?? null}
      onSelectionChange={(key) => {
        const option = shown.find((each) => each.value === key);
        if (!option) return;
        setTyped(option.label);
        onChange(option);
      }}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <div className={styles['control']}>
        <Input className={boxClass ?? ''} autoComplete="off" spellCheck={false} />
        <Button className={styles['open'] ?? ''} aria-label={text('kit.combobox.open')}><Icon name="down" /></Button>
      </div>
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <ListBox className={styles['options'] ?? ''} renderEmptyState={() => <p className={styles['none']}>{text('kit.combobox.none')}</p>}>
          {(option: ComboboxOption) => (
            <ListBoxItem id={option.value} textValue={option.label} className={styles['option'] ?? ''}>
              <Text slot="label">{option.label}</Text>
              {option.hint && <Text slot="description" className={styles['hint'] ?? ''}>{option.hint}</Text>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
