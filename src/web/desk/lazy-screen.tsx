import { lazy, Suspense, type ComponentType } from 'react';
import { loadTexts } from '#web/kit/language.ts';
import { Page } from '#web/kit/page.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';

/** A component that loads when it is first shown, together with the texts of the rooms. */
export const lazyWithTexts = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    const [component] = await Promise.all([load(), loadTexts('rooms')]);
    return { default: component };
  });

const Waiting = () => <Page title={text('kit.loading')}><Skeleton lines={6} /></Page>;

/** A screen inside the shell, with its outline while it loads. */
export function lazyScreen(load: () => Promise<ComponentType>): ComponentType {
  const Screen = lazyWithTexts(load);
  return () => <Suspense fallback={<Waiting />}><Screen /></Suspense>;
}
