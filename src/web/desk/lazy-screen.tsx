import { lazy, Suspense, type ComponentType } from 'react';
import { loadTexts } from '#web/kit/language.ts';
import { Page } from '#web/kit/page.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';

const Waiting = () => <Page title={text('kit.loading')}><Skeleton lines={6} /></Page>;

/** A screen that loads when it is first shown, together with the texts of the rooms. */
export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Screen = lazy(async () => {
    const [component] = await Promise.all([load(), loadTexts('rooms')]);
    return { default: component };
  });
  return (props) => <Suspense fallback={<Waiting />}><Screen {...props} /></Suspense>;
}
