import { Button } from '#web/kit/button.tsx';
import { Mark } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './opening.module.css';

/** Before the node has said who is signed in; when it is silent, says so. */
export const Opening = ({ isSilent, onRetry }: { readonly isSilent: boolean; readonly onRetry: () => void }) => (
  <main className={styles['opening']}>
    <span className={styles['mark']}><Mark size={3.5} /></span>
    {isSilent ? (
      <>
        <h1>{text('desk.silent.title')}</h1>
        <p>{text('desk.silent.text')}</p>
        <Button variant="primary" icon="refresh" onPress={onRetry}>{text('kit.retry')}</Button>
      </>
    ) : <p className="visually-hidden" role="status">{text('kit.loading')}</p>}
  </main>
);
