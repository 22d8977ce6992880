import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { text } from '#web/kit/text.tsx';

interface LeaveDialogProps {
  readonly draftCount: number;
  readonly onStay: () => void;
  readonly onLeave: (keepsDrafts: boolean) => void;
}

/** Before signing out with drafts on the device: what becomes of them. */
export const LeaveDialog = ({ draftCount, onStay, onLeave }: LeaveDialogProps) => (
  <Dialog
    title={text('desk.leave.title')}
    isOpen
    onClose={onStay}
    actions={(
      <>
        <Button onPress={onStay}>{text('kit.cancel')}</Button>
        <Button variant="danger" onPress={() => onLeave(false)}>{text('desk.leave.destroy')}</Button>
        <Button variant="primary" onPress={() => onLeave(true)}>{text('desk.leave.keep')}</Button>
      </>
    )}
  >
    <p>{text('desk.leave.drafts', { count: draftCount })}</p>
  </Dialog>
);
