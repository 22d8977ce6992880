import { Component, type ReactNode } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './opening.module.css';

/** A page that broke says so instead of turning white; the rest of the desk goes on. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div className={styles['opening']}>
        <Notice tone="danger" isNew title={text('desk.broken.title')} actions={<Button icon="refresh" onPress={() => window.location.reload()}>{text('desk.broken.reload')}</Button>}>
          {text('desk.broken.text')}
        </Notice>
      </div>
    );
  }
}
