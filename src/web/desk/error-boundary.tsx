import { Component, type ReactNode } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './opening.module.css';

type Failure = 'broken' | 'silent';

/** Without a connection a reload would only put the browser's own page in the place of the desk. */
const reload = (): void => void (navigator.onLine && window.location.reload());

/** A page that broke, or whose code never came because there is no connection, says so instead of turning white; the rest of the desk goes on. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failure?: Failure }> {
  override state: { readonly failure?: Failure } = {};

  static getDerivedStateFromError(): { failure: Failure } {
    return { failure: navigator.onLine ? 'broken' : 'silent' };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div className={styles['opening']}>
        <Notice tone={failure === 'broken' ? 'danger' : 'warn'} isNew title={text(`desk.${failure}.title`)} actions={<Button icon="refresh" onPress={reload}>{text('desk.broken.reload')}</Button>}>
          {text(`desk.${failure}.text`)}
        </Notice>
      </div>
    );
  }
}
