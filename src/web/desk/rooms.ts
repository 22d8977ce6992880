import type { ComponentType } from 'react';
import type { Role } from '#kernel/role.ts';
import type { IconName } from '#web/kit/icon.tsx';

/** A place in the navigation. */
export interface Place {
  /** Key of its name in `locales`. */
  readonly label: string;
  readonly icon: IconName;
  /** `work` above, `node` below: what belongs to the agency rather than to a child. */
  readonly group: 'work' | 'node';
  /** Stands in the bottom bar of a phone: at most three. */
  readonly isMain?: boolean;
  /** Letter that leads there after `g`. */
  readonly letter?: string;
  /** Who sees it; all unless told. The node decides in any case. */
  readonly roles?: readonly Role[];
}

/** One screen of the desk. */
export interface Room {
  /** As wouter reads it: `/casos/:childId`. The first that fits is shown. */
  readonly path: string;
  readonly load: () => Promise<ComponentType>;
  readonly place?: Place;
}

/** Every screen of the desk, loaded when it is first opened. A screen takes what it needs from its address. */
export const rooms: readonly Room[] = [
  { path: '/', load: () => import('./home-page.tsx').then((screen) => screen.HomePage), place: { label: 'desk.place.home', icon: 'home', group: 'work', isMain: true, letter: 'h' } },
  { path: '/borradores', load: () => import('./drafts-page.tsx').then((screen) => screen.DraftsPage), place: { label: 'desk.place.drafts', icon: 'edit', group: 'work', letter: 'b' } },
  { path: '/cuenta', load: () => import('./account/account-page.tsx').then((screen) => screen.AccountPage) },
  { path: '/ayuda', load: () => import('./help-page.tsx').then((screen) => screen.HelpPage), place: { label: 'desk.place.help', icon: 'question', group: 'node' } },
];
