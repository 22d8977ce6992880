import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './notice.module.css';

type NoticeTone = 'info' | 'warn' | 'danger' | 'success';
const icons: Record<NoticeTone, IconName> = { info: 'info', warn: 'alert', danger: 'alert', success: 'check' };

interface NoticeProps {
  readonly tone?: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Came up after the page was shown: is read aloud at once. */
  readonly isNew?: boolean;
}

/** Something to know before going on. */
export const Notice = ({ tone = 'info', title, children, actions, isNew = false }: NoticeProps) => (
  <div className={classes(styles['notice'], styles[tone])} role={isNew ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
    <span className={styles['icon']}><Icon name={icons[tone]} /></span>
    <div className={styles['content']}>
      {title && <p className={styles['title']}>{title}</p>}
      {children && <div>{children}</div>}
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  </div>
);
