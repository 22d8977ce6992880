import { Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { listenToShortcuts, useShortcut } from '#web/kit/shortcuts.ts';
import { text } from '#web/kit/text.tsx';
import { KeyboardHelp } from './lazy-pages.ts';
import type { Destination } from './places.ts';

function PlaceKey({ href, label, letter }: { readonly href: string; readonly label: string; readonly letter: string }) {
  const [, navigate] = useLocation();
  useShortcut(`g ${letter}`, text('desk.goTo', { place: text(label) }), () => navigate(href));
  return null;
}

/** The keys that work on every page. */
export function ShellKeys({ destinations, onSearch }: { readonly destinations: readonly Destination[]; readonly onSearch: () => void }) {
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useEffect(listenToShortcuts, []);
  useShortcut('mod+k', text('kit.palette.title'), onSearch);
  useShortcut('?', text('kit.shortcuts.title'), () => setIsHelpOpen(true));
  return (
    <>
      {destinations.map(({ href, label, letter }) => letter && <PlaceKey key={href} href={href} label={label} letter={letter} />)}
      {isHelpOpen && <Suspense><KeyboardHelp isOpen onClose={() => setIsHelpOpen(false)} /></Suspense>}
    </>
  );
}
