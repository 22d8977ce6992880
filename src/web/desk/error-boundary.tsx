import { Component, type ReactNode } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './opening.module.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** When this changes, the page is tried again: the address. */
  readonly place?: string;
}

/** A page that broke says so instead of turning white; the rest of the desk goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.hasFailed && before.place !== this.props.place) this.setState({ hasFailed: false });
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
