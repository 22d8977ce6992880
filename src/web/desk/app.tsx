import { Suspense, useEffect, useState } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import type { Session } from '#platform/access/schema.ts';
import { call } from '#web/device/call.ts';
import { connectivity, onConnectivity, watchConnectivity } from '#web/device/connectivity.ts';
import { createQueryClient } from '#web/device/query.ts';
import { SessionContext } from '#web/device/session.ts';
import { whoAmI } from '#web/device/who-am-i.ts';
import { useLanguage } from '#web/kit/language.ts';
import { Toasts } from '#web/kit/toast.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { MustChangePassword, SignInPage } from './lazy-pages.ts';
import { Opening } from './opening.tsx';
import { RenewSessionContext } from './renew-session.ts';
import { Shell } from './shell.tsx';
import { useGate } from './use-gate.tsx';

const client = createQueryClient();

/** `opening` until the node says who is signed in. */
type Signed = 'opening' | 'silent' | 'out' | Session;

async function whoIsSignedIn(): Promise<Signed> {
  const answer = await call(whoAmI, {});
  if (answer.ok) return answer.value;
  return answer.problem.code === 'sign-in-needed' ? 'out' : 'silent';
}

/** The desk: who is signed in decides what is shown; nothing of one worker is left when another comes. */
export function App() {
  useLanguage();
  const [signed, setSigned] = useState<Signed>('opening');
  const session = typeof signed === 'object' ? signed : null;

  const leave = (): void => {
    client.clear();
    setSigned('out');
  };
  const ask = async (): Promise<void> => setSigned(await whoIsSignedIn());
  const stepUpDialog = useGate(session, leave, setSigned);

  useEffect(() => {
    void whoIsSignedIn().then(setSigned);
    const stopWatching = watchConnectivity();
    const stopListening = onConnectivity(() => connectivity().isReachable && void client.invalidateQueries());
    return () => {
      stopWatching();
      stopListening();
    };
  }, []);

  // without a signal nobody can be asked who is signed in; as soon as there is one, nobody has to press anything
  useEffect(() => (signed === 'silent' ? onConnectivity(() => void (connectivity().isReachable && ask())) : undefined), [signed]);
  const isIn = session !== null;
  useEffect(() => {
    if (isIn) void import('#web/offline/keep-desk.ts').then(({ keepDesk }) => keepDesk());
  }, [isIn]);

  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Suspense fallback={<Opening isSilent={false} onRetry={() => undefined} />}>
          {signed === 'opening' || signed === 'silent' ? (
            <Opening isSilent={signed === 'silent'} onRetry={() => void ask()} />
          ) : signed === 'out' ? (
            <SignInPage onSignedIn={setSigned} />
          ) : (
            <SessionContext value={signed}>
              <RenewSessionContext value={ask}>
                {signed.mustChangePassword ? <MustChangePassword onChanged={setSigned} /> : <Shell key={signed.workerId} session={signed} onLeave={leave} onSession={setSigned} />}
                {stepUpDialog}
              </RenewSessionContext>
            </SessionContext>
          )}
        </Suspense>
        <Toasts />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
