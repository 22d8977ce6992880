import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './account.module.css';

interface CodeSheetProps {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Recovery codes, shown this once. */
export const CodeSheet = ({ codes, onClose }: CodeSheetProps) => (
  <Dialog title={text('account.recovery.sheet')} isOpen={codes.length > 0} onClose={onClose} isBlocking actions={<><PrintButton /><Button variant="primary" onPress={onClose}>{text('account.recovery.kept')}</Button></>}>
    <Notice tone="warn">{text('account.recovery.once')}</Notice>
    <ul role="list" className={styles['codes']}>{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
  </Dialog>
);
