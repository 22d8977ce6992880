import { text } from '#web/kit/text.tsx';
import type { FileView } from '../../schema.ts';
import { clockName } from '../code-names.ts';

type Deadline = FileView['deadlines'][number];

/** What is due, as the law's clock or the worker named it. */
export const deadlineTitle = ({ clock, title }: Pick<Deadline, 'clock' | 'title'>): string => title ?? (clock === null ? text('case.deadlineBasis.own') : clockName(clock));

/** By what right it is due. */
export const deadlineBasis = ({ basis }: Pick<Deadline, 'basis'>): string => text(basis === 'own' ? 'case.deadlineBasis.own' : `law.deadline.basis.${basis}`);
