import { useDeferredValue, useEffect, useState } from 'react';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { commonCountries, countryName } from '#rooms/person/ui/reference-names.ts';
import { useEndpoint } from '#web/device/query.ts';
import { localDayOf } from '#web/kit/dates.ts';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { searchChildren } from '../schema.ts';
import { questionOf, type Asked } from './asked.ts';
import { SearchHit } from './search-hit.tsx';
import styles from './search-hit.module.css';

const pauseMilliseconds = 450;

/** The question, once the typing pauses. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return useDeferredValue(settled);
}

interface SearchFirstProps {
  readonly asked: Asked;
  readonly onAsked: (asked: Asked) => void;
  /** None of the records shown is the child: how many were shown. */
  readonly onContinue: (candidatesShown: number) => void;
}

/** "Do we know her already?": looks while one types, shows what it finds, and never stands in the way. */
export function SearchFirst({ asked, onAsked, onContinue }: SearchFirstProps) {
  const settled = useSettled(asked);
  const question = questionOf(settled, localDayOf(useNow()));
  const { value, problem, isLoading } = useEndpoint(searchChildren, question);
  const hits = question ? value?.hits ?? [] : [];
  const set = (part: keyof Asked) => (typed: string): void => onAsked({ ...asked, [part]: typed });
  return (
    <Form onSubmit={() => onContinue(hits.length)} submitLabel={text(hits.length > 0 ? 'search.continueNone' : 'search.continue')} hasStickyActions>
      <Stack gap={4}>
        <TextField name="search.names" label={text('search.names')} hint={text('search.names.hint')} maxLength={200} value={asked.names} onChange={set('names')} />
        <div className={styles['pair']}>
          <TextField name="search.age" label={text('search.age')} isOptional width="short" inputMode="numeric" maxLength={2} value={asked.age} onChange={set('age')} />
          <TextField name="search.year" label={text('search.year')} isOptional width="short" inputMode="numeric" maxLength={4} value={asked.year} onChange={set('year')} />
        </div>
        <ChoiceChips name="search.nationality" label={text('search.country')} isOptional options={commonCountries.map((code) => ({ value: code as string, label: countryName(code) }))} value={asked.nationality || undefined} onChange={(code) => set('nationality')(typeof code === 'string' ? code : '')} />
      </Stack>
      <section aria-label={text('search.results')} aria-live="polite">
        {question && isLoading && !problem && <Skeleton lines={3} />}
        {problem && <Notice tone="warn" title={text('search.failed')}>{problemText(problem)} {text('search.failed.continue')}</Notice>}
        {value && question && (
          <Stack gap={3}>
            <p>{text('search.found', { count: hits.length })}</p>
            <ul role="list" className={styles['hits']}>{hits.map((hit) => <SearchHit key={hit.reference} hit={hit} />)}</ul>
          </Stack>
        )}
      </section>
    </Form>
  );
}
