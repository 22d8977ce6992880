import { lazy } from 'react';
import type { CommandSearch } from '#web/kit/commands.ts';
import { lazyWithTexts } from './lazy-screen.tsx';

/** Pages that not every visit needs: each a chunk of its own. */
export const SignInPage = lazyWithTexts(() => import('./sign-in/sign-in-page.tsx').then((page) => page.SignInPage));
export const MustChangePassword = lazyWithTexts(() => import('./account/must-change-password.tsx').then((page) => page.MustChangePassword));
export const LeaveDialog = lazy(() => import('./leave-dialog.tsx').then((page) => ({ default: page.LeaveDialog })));
export const KeyboardHelp = lazy(() => import('#web/kit/keyboard-help.tsx').then((page) => ({ default: page.KeyboardHelp })));
export const CommandPalette = lazy(() => import('#web/kit/command-palette.tsx'));

export const IdleGuard = lazy(() => import('./idle-guard.tsx').then((page) => ({ default: page.IdleGuard })));
export const StandingBanner = lazy(() => import('./standing-banner.tsx').then((page) => ({ default: page.StandingBanner })));

/** Finds children by name for the palette. */
export const findChildren: CommandSearch = async (typed) => await (await import('./find-children.ts')).findChildren(typed);
