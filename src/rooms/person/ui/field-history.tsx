import { useId, useState } from 'react';
import { useEndpoint } from '#web/device/query.ts';
import { classes } from '#web/kit/classes.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import type { ChildId } from '#kernel/identifier.ts';
import { fieldHistory, type FieldAnswer, type FieldName } from '../schema.ts';
import { fieldText } from './field-text.ts';
import { usePlaceText } from './place-text.ts';
import styles from './field-history.module.css';

interface AnswersProps {
  readonly field: FieldName;
  readonly answers: readonly FieldAnswer[];
}

/** Answers to one field, newest first: what, from whom, who wrote it down, when, and why it was decided. */
function FieldAnswers({ field, answers }: AnswersProps) {
  const placeText = usePlaceText();
  return (
    <ol role="list" className={styles['answers']}>
      {answers.map((answer) => (
        <li key={answer.operationId} className={classes(styles['answer'], styles[answer.standing])}>
          <span className={styles['value']}>{fieldText(field, answer.value, placeText) || text('kit.noData')}</span>
          <span>{text(`person.source.${answer.source}`)} · {text(`person.standing.${answer.standing}`)}</span>
          {answer.note && <span>{answer.note}</span>}
          <span className={styles['by']}>{answer.actorLabel}, {formatInstant(answer.at)}</span>
        </li>
      ))}
    </ol>
  );
}

interface FieldHistoryProps {
  readonly childId: ChildId;
  readonly field: FieldName;
  readonly label: string;
}

/** "Who said it, when, and what it was before", beside a value. */
export function FieldHistory({ childId, field, label }: FieldHistoryProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const { value, problem, retry } = useEndpoint(fieldHistory, isOpen ? { childId, field } : null);
  return (
    <>
      <button type="button" className={styles['trigger']} popoverTarget={id} aria-label={text('person-ui.history.of', { field: label })} title={text('person-ui.history')}>
        <Icon name="clock" size={1.05} />
      </button>
      <div id={id} popover="auto" className={styles['popover']} role="dialog" aria-label={text('person-ui.history.of', { field: label })} onToggle={(event) => setIsOpen(event.newState === 'open')}>
        <p className={styles['title']}>{label}: {text('person.history')}</p>
        <ProblemNotice problem={problem} onRetry={retry} />
        {!value && !problem && isOpen && <Skeleton lines={3} />}
        {value && <FieldAnswers field={field} answers={value.answers} />}
      </div>
    </>
  );
}
