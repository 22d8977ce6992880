import type { ReactNode } from 'react';
import type { Unanswered } from '#rooms/person/schema.ts';
import { Stack } from './layout.tsx';
import { fieldId } from './field-frame.tsx';
import { text } from './text.tsx';
import styles from './answerable.module.css';

type Kind = Unanswered['answer'];

/** Whether a value stands for "not answered". */
export const isUnanswered = (value: unknown): value is Unanswered =>
  typeof value === 'object' && value !== null && 'answer' in value;

interface AnswerableProps<Value> {
  readonly name: string;
  readonly value: Value | Unanswered | undefined;
  readonly onChange: (value: Value | Unanswered | undefined) => void;
  /** Which of the three are offered; all unless told. */
  readonly unanswered?: readonly Kind[];
  /** The field for the value itself; gets undefined when the question is left unanswered. */
  readonly children: (value: Value | undefined) => ReactNode;
}

/** Adds to any field the answers "no se sabe", "prefiere no decir" and "preguntar después": none of them is an error. */
export function Answerable<Value>({ name, value, onChange, unanswered = ['unknown', 'declined', 'later'], children }: AnswerableProps<Value>) {
  const chosen = isUnanswered(value) ? value.answer : undefined;
  return (
    <Stack gap={2}>
      {children(isUnanswered(value) ? undefined : value)}
      <div className={styles['answers']} role="group" aria-label={text('kit.unanswered.group')}>
        {unanswered.map((answer) => (
          <button
            key={answer}
            type="button"
            id={`${fieldId(name)}-${answer}`}
            className={styles['answer']}
            aria-pressed={chosen === answer}
            onClick={() => onChange(chosen === answer ? undefined : { answer })}
          >
            {text(`kit.unanswered.${answer}`)}
          </button>
        ))}
      </div>
    </Stack>
  );
}
