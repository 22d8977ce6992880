import { useSyncExternalStore } from 'react';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const settingName = 'amparo.theme';
const renderers = new Set<() => void>();

const isTheme = (word: string | null): word is Theme => themes.some((theme) => theme === word);
const currentTheme = (): Theme => {
  const kept = localStorage.getItem(settingName);
  return isTheme(kept) ? kept : 'auto';
};

/** Puts the theme on the page: before the first screen, and at each change. */
export function applyTheme(): void {
  const theme = currentTheme();
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Keeps a theme in this browser and shows it. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(settingName, theme);
  applyTheme();
  for (const renderAgain of renderers) renderAgain();
}

export const useTheme = (): Theme =>
  useSyncExternalStore((renderAgain) => { renderers.add(renderAgain); return () => renderers.delete(renderAgain); }, currentTheme);
