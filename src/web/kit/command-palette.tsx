import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { useRegisteredCommands, type Command, type CommandSearch } from './commands.ts';
import { Icon } from './icon.tsx';
import { matches } from './list-order.ts';
import { text } from './text.tsx';
import styles from './command-palette.module.css';

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly search?: CommandSearch;
}

const searchDelayMilliseconds = 180;
const shortestSearch = 2;

/** Ctrl+K: go anywhere, do anything, find anyone, by typing. */
export default function CommandPalette({ onClose, search }: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [answer, setAnswer] = useState<{ readonly to: string; readonly found: readonly Command[] }>();
  const [, navigate] = useLocation();
  const id = useId();
  const commands = useRegisteredCommands();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (!search || typed.trim().length < shortestSearch) return undefined;
    const timer = setTimeout(() => void search(typed).then((found) => setAnswer({ to: typed, found })), searchDelayMilliseconds);
    return () => clearTimeout(timer);
  }, [search, typed]);

  const found = answer?.to === typed ? answer.found : [];
  const shown = [...commands.filter((command) => matches(`${command.label} ${command.keywords ?? ''}`, typed)), ...found].slice(0, 12);
  const current = Math.min(active, shown.length - 1);
  const choose = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run?.();
    if (command.href !== undefined) navigate(command.href);
  };
  const steer = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length > 0) setActive((current + step + shown.length) % shown.length);
    else if (event.key === 'Enter') choose(shown[current]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className={styles['palette']} aria-label={text('kit.palette.title')} onCancel={(event) => { event.preventDefault(); onClose(); }} onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className={styles['inside']}>
        <div className={styles['search']}>
          <Icon name="search" />
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={shown.length > 0 ? `${id}-${current}` : undefined}
            aria-autocomplete="list"
            aria-label={text('kit.palette.title')}
            placeholder={text('kit.palette.placeholder')}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => { setTyped(event.target.value); setActive(0); }}
            onKeyDown={steer}
          />
          <kbd className={styles['key']}>Esc</kbd>
        </div>
        <div role="listbox" id={`${id}-list`} aria-label={text('kit.palette.results')} className={styles['list']}>
          {shown.map((command, index) => (
            <div key={command.key} role="option" id={`${id}-${index}`} aria-selected={index === current} tabIndex={-1} className={styles['command']} onPointerMove={() => setActive(index)} onClick={() => choose(command)} onKeyDown={steer}>
              <Icon name={command.icon ?? 'next'} />
              <span className={styles['label']}>{command.label}</span>
              {command.hint && <span className={styles['hint']}>{command.hint}</span>}
            </div>
          ))}
        </div>
        <p className={shown.length === 0 ? styles['none'] : 'visually-hidden'} role="status">{text('kit.palette.found', { count: shown.length })}</p>
      </div>
    </dialog>
  );
}
