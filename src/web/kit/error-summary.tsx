import { useEffect, useRef } from 'react';
import { fieldId } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import { text } from './text.tsx';
import styles from './error-summary.module.css';

/** One thing wrong in a form: `name` of the field, or '' when it concerns the whole. */
export interface FormError {
  readonly name: string;
  readonly message: string;
}

/** Puts the focus into a field: on its control, or on the first one when it has several. */
export function focusField(name: string): void {
  const target = document.getElementById(fieldId(name));
  const control = target?.matches('input, select, textarea, button') ? target : target?.querySelector<HTMLElement>('input, select, textarea, button');
  (control ?? target)?.focus();
  (target ?? control)?.scrollIntoView({ block: 'center' });
}

/** All that must be mended, on top of the form; takes the focus whenever it changes, and "Error:" into the title. */
export function ErrorSummary({ errors }: { readonly errors: readonly FormError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length === 0) return undefined;
    box.current?.focus();
    const title = document.title;
    document.title = `${text('kit.error')}: ${title}`;
    return () => {
      document.title = title;
    };
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} className={styles['summary']} role="alert" tabIndex={-1}>
      <h2 className={styles['title']}><Icon name="alert" />{text('kit.errorSummary.title', { count: errors.length })}</h2>
      <ul role="list" className={styles['list']}>
        {errors.map(({ name, message }) => (
          <li key={`${name} ${message}`}>
            {name === '' ? message : (
              <a href={`#${fieldId(name)}`} onClick={(event) => { event.preventDefault(); focusField(name); }}>{message}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
