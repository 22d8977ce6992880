import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from './link.tsx';
import { Icon } from './icon.tsx';
import { classes } from './classes.ts';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One sentence under the title: what this page is for, or where things stand. */
  readonly lead?: ReactNode;
  /** The page's main acts, at the right of the title. */
  readonly actions?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  /** A narrower column at the right on wide screens, below on a phone: "what next". */
  readonly aside?: ReactNode;
  /** Forms and texts: a column that is comfortable to read. */
  readonly isNarrow?: boolean;
  readonly children: ReactNode;
}

/** The frame of every screen: names the document, and takes the focus so that screen readers begin here. */
export function Page({ title, lead, actions, back, aside, isNarrow = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Amparo`;
  }, [title]);
  useEffect(() => {
    if (!window.location.hash) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={classes(styles['page'], isNarrow && styles['narrow'], aside !== undefined && styles['withAside'])}>
      <header className={styles['header']}>
        {back && <p className={styles['back']}><Link href={back.href} isQuiet><Icon name="back" size={1} /> {back.label}</Link></p>}
        <div className={styles['titleRow']}>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {actions && <div className={styles['actions']}>{actions}</div>}
        </div>
        {lead && <p className={styles['lead']}>{lead}</p>}
      </header>
      <div className={styles['content']}>{children}</div>
      {aside && <aside className={styles['aside']}>{aside}</aside>}
    </div>
  );
}
