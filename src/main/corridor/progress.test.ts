import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

const written = (isTTY: boolean) => {
  let [text, time] = ['', 0];
  const progress = createProgress({ isTTY, write: (more: string | Uint8Array) => Boolean((text += String(more))) }, () => time);
  progress.step('Database');
  for (let done = 1; done <= 60; done++) {
    time += 1000;
    progress.bar('Stories', done, 60);
  }
  progress.end();
  return text;
};

test('a file gets whole lines: one a step, and one each ten seconds while a step goes on', () => {
  expect(written(false).split('\n')).toEqual(['Database', 'Stories 1/60', 'Stories 11/60', 'Stories 22/60', 'Stories 33/60', 'Stories 43/60', 'Stories 54/60', '']);
});

test('a terminal gets one line a step, which moves', () => {
  expect(written(true).split('\n').map((line) => line.split('\r').at(-1)!.slice(4))).toEqual(['Database', `Stories ${'█'.repeat(28)} 60/60`, '']);
});
