import { useEffect, type ReactNode } from 'react';
import type { Instant } from '#kernel/instant.ts';
import { Button } from './button.tsx';
import { formatTime } from './dates.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { Icon } from './icon.tsx';
import { text } from './text.tsx';
import styles from './form.module.css';

interface FormProps {
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  /** What the act is called: a verb. */
  readonly submitLabel: string;
  readonly submitTone?: 'primary' | 'danger';
  readonly errors?: readonly FormError[];
  readonly isBusy?: boolean;
  /** Other ways out, beside the main button. */
  readonly secondary?: ReactNode;
  /** When the draft was last kept (`useDraft`). */
  readonly savedAt?: Instant | null;
  /** Something would be lost: the browser asks before the page is closed. Not needed with a draft. */
  readonly isUnsaved?: boolean;
  /** Keeps the buttons in sight at the bottom of a long form. */
  readonly hasStickyActions?: boolean;
}

const noErrors: readonly FormError[] = [];

/** A form: errors on top, the act at the end, and a word on whether the draft is kept. */
export function Form({ children, onSubmit, submitLabel, submitTone = 'primary', errors = noErrors, isBusy = false, secondary, savedAt, isUnsaved = false, hasStickyActions = false }: FormProps) {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onSubmit();
      }}
    >
      <ErrorSummary errors={errors} />
      {children}
      <div className={hasStickyActions ? `${styles['actions']} ${styles['sticky']}` : styles['actions']}>
        <Button type="submit" variant={submitTone} isBusy={isBusy}>{submitLabel}</Button>
        {secondary}
        {savedAt && <p className={styles['saved']} role="status"><Icon name="check" size={1} />{text('kit.draft.savedAt', { time: formatTime(savedAt) })}</p>}
      </div>
    </form>
  );
}
