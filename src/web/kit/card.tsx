import { useId, type ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './card.module.css';

interface CardProps {
  readonly title?: ReactNode;
  /** Beside the title: at most two small buttons or a count. */
  readonly actions?: ReactNode;
  readonly tone?: 'plain' | 'brand' | 'warn' | 'danger' | 'quiet';
  /** Without inner margin: for lists that reach the edges. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** A section of a page on its own ground; with a title it is a region that screen readers list. */
export function Card({ title, actions, tone = 'plain', isFlush = false, children }: CardProps) {
  const titleId = useId();
  return (
    <section className={classes(styles['card'], styles[tone], isFlush && styles['flush'])} aria-labelledby={title ? titleId : undefined}>
      {title && (
        <header className={styles['header']}>
          <h2 id={titleId}>{title}</h2>
          {actions && <div className={styles['actions']}>{actions}</div>}
        </header>
      )}
      <div className={styles['body']}>{children}</div>
    </section>
  );
}
