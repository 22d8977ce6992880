import { Suspense, useMemo, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { Session } from '#platform/access/schema.ts';
import { connectivity, ping, useConnectivity } from '#web/device/connectivity.ts';
import { useCommands } from '#web/kit/commands.ts';
import { OfflineBanner } from '#web/kit/offline-banner.tsx';
import { text } from '#web/kit/text.tsx';
import { TrainingBanner } from '#web/kit/training-banner.tsx';
import { fileRoles } from '#kernel/role.ts';
import { hasRole } from '#web/device/session.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { CommandPalette, findChildren, IdleGuard, StandingBanner } from './lazy-pages.ts';
import { lazyScreen } from './lazy-screen.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { destinationsFor } from './places.ts';
import { rooms } from './rooms.ts';
import { ShellKeys } from './shell-keys.tsx';
import { SideBar } from './side-bar.tsx';
import { TopBar } from './top-bar.tsx';
import styles from './shell.module.css';

const screens = rooms.map(({ path, load }) => ({ path, Screen: lazyScreen(load) }));

interface ShellProps {
  readonly session: Session;
  readonly onLeave: () => void;
  readonly onSession: (session: Session) => void;
}

/** What surrounds every screen: where one is, where one can go, who one is, and whether the node answers. */
export function Shell({ session, onLeave, onSession }: ShellProps) {
  const [location] = useLocation();
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const { isReachable } = useConnectivity();
  const destinations = useMemo(() => destinationsFor(session), [session]);
  useCommands(destinations.map(({ href, label, icon, letter }) => ({ key: href, label: text(label), icon, href, ...(letter ? { hint: `G ${letter.toLocaleUpperCase()}` } : {}) })));
  const openPalette = (): void => setIsPaletteOpen(true);
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">{text('desk.skip')}</a>
      {session.node.isTraining && <TrainingBanner />}
      <TopBar session={session} onSearch={openPalette} onLeave={onLeave} />
      <SideBar destinations={destinations} session={session} />
      <div className={styles['middle']}>
        <Suspense><StandingBanner /></Suspense>
        {!isReachable && <OfflineBanner lastSeen={connectivity().lastSeen} onRetry={() => void ping()} />}
        <main id="main" tabIndex={-1} className={styles['main']}>
          <ErrorBoundary key={location}>
            <Switch>
              {screens.map(({ path, Screen }) => <Route key={path} path={path}><Screen /></Route>)}
              <Route><NotFoundPage /></Route>
            </Switch>
          </ErrorBoundary>
        </main>
      </div>
      <BottomBar destinations={destinations} />
      <ShellKeys destinations={destinations} onSearch={openPalette} />
      <Suspense><IdleGuard session={session} onSession={onSession} onLeave={onLeave} /></Suspense>
      {isPaletteOpen && <Suspense><CommandPalette onClose={() => setIsPaletteOpen(false)} {...(hasRole(session, ...fileRoles) ? { search: findChildren } : {})} /></Suspense>}
    </div>
  );
}
