import { text } from '#web/kit/text.tsx';
import type { Ages } from '../schema.ts';

/** `12 años`, `11 a 13 años`, `edad desconocida`. */
export const ageText = ({ youngest, oldest }: Ages): string =>
  oldest === null ? text('case.age.unknown') : youngest === oldest ? text('case.age.known', { youngest }) : text('case.age.between', { youngest, oldest });
