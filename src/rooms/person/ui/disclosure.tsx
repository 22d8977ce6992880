import type { ReactNode } from 'react';
import { Icon } from '#web/kit/icon.tsx';
import styles from './disclosure.module.css';

interface DisclosureProps {
  readonly label: ReactNode;
  /** Open from the start: something in it is filled in. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** What few need: one line until it is asked for. */
export const Disclosure = ({ label, isOpen = false, children }: DisclosureProps) => (
  <details className={styles['more']} open={isOpen || undefined}>
    <summary><Icon name="down" size={1} />{label}</summary>
    <div className={styles['inside']}>{children}</div>
  </details>
);
