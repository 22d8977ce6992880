import { Dialog } from './dialog.tsx';
import { Checkbox } from './checkbox.tsx';
import { areLettersOn, setLettersOn, useActiveShortcuts } from './shortcuts.ts';
import { text } from './text.tsx';
import styles from './keyboard-help.module.css';

const keyNames: Readonly<Record<string, string>> = { mod: 'Ctrl', Enter: '↵', Escape: 'Esc' };

/** The keys that work on this page, and the switch that turns single letters off. */
export function ShortcutList() {
  const shortcuts = useActiveShortcuts();
  return (
    <>
      <dl className={styles['list']}>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className={styles['row']}>
            <dt className={styles['keys']}>{keys.split(/[ +]/).map((key) => <kbd key={key}>{keyNames[key] ?? (key.length === 1 ? key.toLocaleUpperCase() : key)}</kbd>)}</dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <Checkbox name="shortcuts.letters" label={text('kit.shortcuts.letters')} hint={text('kit.shortcuts.letters.hint')} value={areLettersOn()} onChange={setLettersOn} />
    </>
  );
}

/** What "?" opens. */
export const KeyboardHelp = ({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) => (
  <Dialog title={text('kit.shortcuts.title')} isOpen={isOpen} onClose={onClose}><ShortcutList /></Dialog>
);
