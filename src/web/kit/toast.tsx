import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { text } from './text.tsx';
import styles from './toast.module.css';

interface Toast {
  readonly text: string;
  /** Takes the act back; offered as long as the toast stands. */
  readonly undo?: () => void;
  readonly tone?: 'done' | 'problem';
}
type ShownToast = Toast & { readonly number: number };

const secondsShown = 10;
let shown: readonly ShownToast[] = [];
let lastNumber = 0;
const renderers = new Set<() => void>();

function show(next: readonly ShownToast[]): void {
  shown = next;
  for (const renderAgain of renderers) renderAgain();
}

const dismiss = (number: number): void => show(shown.filter((each) => each.number !== number));

/** Says at the edge of the page, for ten seconds, that something was done, and lets it be undone. */
export function toast(message: Toast): void {
  show([...shown.slice(-2), { ...message, number: ++lastNumber }]);
}

function Item({ item }: { readonly item: ShownToast }) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismiss(item.number), secondsShown * 1000);
    return () => clearTimeout(timer);
  }, [isHeld, item.number]);
  return (
    <li className={styles['toast']} onPointerEnter={() => setIsHeld(true)} onPointerLeave={() => setIsHeld(false)} onFocus={() => setIsHeld(true)} onBlur={() => setIsHeld(false)}>
      <Icon name={item.tone === 'problem' ? 'alert' : 'check'} />
      <span className={styles['text']}>{item.text}</span>
      {item.undo && (
        <Button size="s" variant="quiet" icon="undo" onPress={() => { item.undo?.(); dismiss(item.number); }}>{text('kit.undo')}</Button>
      )}
      <IconButton label={text('kit.close')} icon="close" onPress={() => dismiss(item.number)} />
    </li>
  );
}

/** The place where toasts appear: once, in the shell. */
export function Toasts() {
  const items = useSyncExternalStore((renderAgain) => { renderers.add(renderAgain); return () => renderers.delete(renderAgain); }, () => shown);
  return (
    <section className={styles['place']} aria-label={text('kit.toasts')} aria-live="polite">
      <ul role="list" className={styles['list']}>{items.map((item) => <Item key={item.number} item={item} />)}</ul>
    </section>
  );
}
