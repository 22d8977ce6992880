import { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { text } from './text.tsx';
import { TextArea } from './text-area.tsx';

interface ConfirmDialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The act itself, as a verb: "Entregar a la PGN", never "Sí". */
  readonly confirmLabel: string;
  /** Gets the reason, or '' when none is asked for. */
  readonly onConfirm: (reason: string) => void;
  readonly tone?: 'primary' | 'danger';
  readonly needsReason?: boolean;
  /** Shortest reason accepted, in characters. */
  readonly leastReason?: number;
  readonly isBusy?: boolean;
  /** What will follow, and whether it can be taken back. */
  readonly children?: ReactNode;
}

/** Before an act that cannot be undone: says what will follow, and asks why when the law wants a reason. */
export function ConfirmDialog({ title, isOpen, onClose, confirmLabel, onConfirm, tone = 'primary', needsReason = false, leastReason = 10, isBusy = false, children }: ConfirmDialogProps) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const confirm = (): void => {
    if (needsReason && reason.trim().length < leastReason) setError(text('kit.reason.tooShort', { count: leastReason }));
    else onConfirm(reason.trim());
  };
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      actions={(
        <>
          <Button onPress={onClose}>{text('kit.cancel')}</Button>
          <Button variant={tone} isBusy={isBusy} onPress={confirm}>{confirmLabel}</Button>
        </>
      )}
    >
      {children}
      {needsReason && <TextArea name="confirm.reason" label={text('kit.reason.label')} hint={text('kit.reason.hint')} error={error} value={reason} onChange={setReason} rows={3} maxLength={1000} />}
    </Dialog>
  );
}
