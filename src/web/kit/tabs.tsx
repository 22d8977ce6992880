import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Count } from './badge.tsx';
import styles from './tabs.module.css';

interface Tab {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
}

interface TabsProps {
  /** What the tabs divide, for screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** Which is open, when the page keeps it (in its address). */
  readonly value?: string;
  readonly onChange?: (key: string) => void;
}

/** Parts of one page, one at a time; arrow keys move between them. Printing shows the open one. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const [own, setOwn] = useState(tabs[0]!.key);
  const id = useId();
  const open = tabs.find((tab) => tab.key === (value ?? own)) ?? tabs[0]!;
  const choose = (key: string): void => {
    setOwn(key);
    onChange?.(key);
  };
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = tabs.indexOf(open);
    const target = step ? tabs[(index + step + tabs.length) % tabs.length] : event.key === 'Home' ? tabs[0] : event.key === 'End' ? tabs.at(-1) : undefined;
    if (!target) return;
    event.preventDefault();
    choose(target.key);
    document.getElementById(`${id}-${target.key}`)?.focus();
  };
  return (
    <div className={styles['tabs']}>
      <div role="tablist" tabIndex={-1} aria-label={label} className={styles['list']} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab === open ? 0 : -1}
            className={styles['tab']}
            onClick={() => choose(tab.key)}
          >
            {tab.label}{tab.count !== undefined && <Count value={tab.count} />}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open.key}`} className={styles['panel']}>{open.content}</div>
    </div>
  );
}
