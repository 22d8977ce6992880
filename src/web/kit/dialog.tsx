import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { classes } from './classes.ts';
import { IconButton } from './button.tsx';
import { text } from './text.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly size?: 'm' | 'l';
  /** Cannot be closed without an answer: no cross, Escape does nothing. */
  readonly isBlocking?: boolean;
}

/** A question over the page: the browser's own modal dialog, which keeps the focus and gives it back. */
export const Dialog = (props: DialogProps) => props.isOpen && <OpenDialog {...props} />;

function OpenDialog({ title, onClose, children, actions, size = 'm', isBlocking = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // closed before it is taken from the page: only then does the browser give the focus back
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={classes(styles['dialog'], size === 'l' && styles['large'])}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBlocking) onClose();
      }}
      onMouseDown={(event) => {
        if (!isBlocking && event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles['inside']}>
        <header className={styles['header']}>
          <h2 id={titleId}>{title}</h2>
          {!isBlocking && <IconButton label={text('kit.close')} icon="close" onPress={onClose} />}
        </header>
        <div className={styles['body']}>{children}</div>
        {actions && <footer className={styles['actions']}>{actions}</footer>}
      </div>
    </dialog>
  );
}
