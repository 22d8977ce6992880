import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Session } from '#platform/access/schema.ts';
import { keepGate } from '#web/device/gate.ts';
import { StepUpDialog } from './lazy-step-up.ts';

/**
 * Answers the node when it asks for a step-up, or says that the session is over.
 * @returns the dialog, to be put on the page
 */
export function useGate(session: Session | null, leave: () => void, renew: (session: Session) => void): ReactNode {
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);
  const latest = useRef({ session, leave });
  useEffect(() => {
    latest.current = { session, leave };
  });
  useEffect(() => keepGate({
    stepUp: () => (latest.current.session ? new Promise((resolve) => setAnswer(() => resolve)) : Promise.resolve(false)),
    signedOut: () => latest.current.session && latest.current.leave(),
  }), []);
  if (!answer || !session) return null;
  const finish = (isConfirmed: boolean): void => {
    setAnswer(null);
    answer(isConfirmed);
  };
  return (
    <Suspense>
      <StepUpDialog
        session={session}
        onConfirmed={(renewed) => {
          renew(renewed);
          finish(true);
        }}
        onCancel={() => finish(false)}
      />
    </Suspense>
  );
}
