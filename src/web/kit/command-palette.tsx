import { useEffect, useId, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import { matches } from './list-order.ts';
import { text } from './text.tsx';
import styles from './command-palette.module.css';

export interface Command {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: IconName;
  /** Words by which it is also found. */
  readonly keywords?: string;
  /** Where it leads, or what it does. */
  readonly href?: string;
  readonly run?: () => void;
}

/** Looks something up by what was typed, for example children; at least two characters. */
export type CommandSearch = (typed: string) => Promise<readonly Command[]>;

let registered: readonly (readonly Command[])[] = [];
const renderers = new Set<() => void>();
function register(next: readonly (readonly Command[])[]): void {
  registered = next;
  for (const renderAgain of renderers) renderAgain();
}
const subscribe = (renderAgain: () => void): (() => void) => {
  renderers.add(renderAgain);
  return () => renderers.delete(renderAgain);
};

/**
 * Adds commands to the palette as long as the component is on the page.
 * @param commands keep the same array between renders (a constant or `useMemo`)
 */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    register([commands, ...registered]);
    return () => register(registered.filter((each) => each !== commands));
  }, [commands]);
}

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly search?: CommandSearch;
}

const searchDelayMilliseconds = 180;

/** Ctrl+K: go anywhere, do anything, find anyone, by typing. */
export default function CommandPalette({ onClose, search }: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [found, setFound] = useState<readonly Command[]>([]);
  const [, navigate] = useLocation();
  const id = useId();
  const groups = useSyncExternalStore(subscribe, () => registered);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (!search || typed.trim().length < 2) return setFound([]);
    let isCurrent = true;
    const timer = setTimeout(() => void search(typed).then((commands) => isCurrent && setFound(commands)), searchDelayMilliseconds);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [search, typed]);

  const shown = [...groups.flat().filter((command) => matches(`${command.label} ${command.keywords ?? ''}`, typed)), ...found].slice(0, 12);
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
        <ul role="listbox" id={`${id}-list`} aria-label={text('kit.palette.results')} className={styles['list']}>
          {shown.map((command, index) => (
            <li key={command.key} role="presentation">
              <div role="option" id={`${id}-${index}`} aria-selected={index === current} tabIndex={-1} className={styles['command']} onPointerMove={() => setActive(index)} onClick={() => choose(command)} onKeyDown={steer}>
                <Icon name={command.icon ?? 'next'} />
                <span className={styles['label']}>{command.label}</span>
                {command.hint && <span className={styles['hint']}>{command.hint}</span>}
              </div>
            </li>
          ))}
        </ul>
        <p className={shown.length === 0 ? styles['none'] : 'visually-hidden'} role="status">{text('kit.palette.found', { count: shown.length })}</p>
      </div>
    </dialog>
  );
}
