import { useEffect, useState } from 'react';
import { screenLockMinutes, type Session } from '#platform/access/schema.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { text } from '#web/kit/text.tsx';
import { StepUpDialog } from './lazy-step-up.ts';

const minute = 60_000;
const warningMinutes = 1;
const lookEveryMilliseconds = 5_000;
const signsOfLife = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

interface IdleGuardProps {
  readonly session: Session;
  readonly onSession: (session: Session) => void;
  readonly onLeave: () => void;
}

/**
 * Covers the page when nobody has touched it for a while: a minute before with a question, then until the worker has
 * shown again who they are. The node's own limits stand behind it.
 */
export function IdleGuard({ session, onSession, onLeave }: IdleGuardProps) {
  const [state, setState] = useState<'awake' | 'asked' | 'covered'>('awake');
  const isCovered = state === 'covered';
  useEffect(() => {
    if (isCovered) return undefined;
    let lastSign = Date.now();
    const note = (): void => {
      lastSign = Date.now();
    };
    const look = setInterval(() => {
      const idle = (Date.now() - lastSign) / minute;
      if (idle >= screenLockMinutes) setState('covered');
      else if (idle >= screenLockMinutes - warningMinutes) setState('asked');
      else setState('awake');
    }, lookEveryMilliseconds);
    for (const sign of signsOfLife) document.addEventListener(sign, note, { passive: true, capture: true });
    return () => {
      clearInterval(look);
      for (const sign of signsOfLife) document.removeEventListener(sign, note, { capture: true });
    };
  }, [isCovered]);
  const wake = (): void => setState('awake');
  if (isCovered) {
    return <StepUpDialog session={session} isCover onConfirmed={(renewed) => { onSession(renewed); wake(); }} onCancel={onLeave} />;
  }
  return (
    <Dialog title={text('desk.idle.title')} isOpen={state === 'asked'} onClose={wake} actions={<Button variant="primary" onPress={wake}>{text('desk.idle.stay')}</Button>}>
      <p>{text('desk.idle.text', { count: warningMinutes })}</p>
    </Dialog>
  );
}
