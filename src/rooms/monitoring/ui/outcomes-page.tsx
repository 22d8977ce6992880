import { useSearchParams } from 'wouter';
import type { OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant, formatMonth } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { viewOutcomes, type DirectionOutcomes } from '../schema.ts';
import { monthsBetween } from './months.ts';
import { OutcomeChart } from './outcome-chart.tsx';
import { OutcomeExport } from './outcome-export.tsx';
import styles from './outcomes-page.module.css';

const hoursText = ({ hours, of }: DirectionOutcomes['toTaken']): string =>
  hours === null ? text('monitoring-outcomes.notMeasured') : text('monitoring-outcomes.hours', { hours: hours.toLocaleString(), of });

/** How the handovers in one direction ended: picture, numbers, and how long it took. */
function Direction({ outcomes }: { readonly outcomes: DirectionOutcomes }) {
  const { direction, total, toTaken, toFirstContact } = outcomes;
  return (
    <Card title={text(`monitoring-outcomes.${direction}`)}>
      <Stack gap={4}>
        <p className={styles['lead']}>{text(`monitoring-outcomes.${direction}.text`, { total })}</p>
        {total === 0 ? <p className={styles['none']}>{text('monitoring-outcomes.none')}</p> : (
          <>
            <OutcomeChart outcomes={outcomes} />
            <dl className={styles['medians']}>
              <div><dt>{text('monitoring-outcomes.toTaken')}</dt><dd>{hoursText(toTaken)}</dd></div>
              <div><dt>{text('monitoring-outcomes.toFirstContact')}</dt><dd>{direction === 'outgoing' ? text('monitoring-outcomes.measuredThere') : hoursText(toFirstContact)}</dd></div>
            </dl>
          </>
        )}
      </Stack>
    </Card>
  );
}

function MonthPicker({ month, months, onChange }: { readonly month: string; readonly months: readonly string[]; readonly onChange: (month: string) => void }) {
  const at = months.indexOf(month);
  return (
    <div className={styles['picker']}>
      <Button icon="back" isDisabled={at <= 0} onPress={() => onChange(months[at - 1]!)}>{text('monitoring-outcomes.earlier')}</Button>
      <Select name="month" label={text('monitoring-outcomes.month')} value={month} emptyLabel={null} onChange={(value) => value && onChange(value)} options={months.toReversed().map((value) => ({ value, label: formatMonth(value) }))} />
      <Button icon="next" isDisabled={at === months.length - 1} onPress={() => onChange(months[at + 1]!)}>{text('monitoring-outcomes.later')}</Button>
    </div>
  );
}

type Outcomes = OutputOf<typeof viewOutcomes>;
const Figures = ({ outcomes }: { readonly outcomes: Outcomes }) => (
  <>
    {outcomes.directions.map((direction) => <Direction key={direction.direction} outcomes={direction} />)}
    <p className={styles['method']}>{text('monitoring-outcomes.method')} {text('monitoring-outcomes.generated', { at: formatInstant(outcomes.generatedAt) })}</p>
  </>
);

/** How handovers end, month by month: each counted once, no child shown. */
export function OutcomesPage() {
  const [search, setSearch] = useSearchParams();
  const present = useNow().slice(0, 7);
  const month = search.get('mes') ?? present;
  const { value, problem, retry } = useEndpoint(viewOutcomes, { month }, { keepsPrevious: true });
  const months = monthsBetween(value?.firstMonth ?? present, present, month);
  return (
    <Page title={text('monitoring-outcomes.title')} lead={text('monitoring-outcomes.lead')} actions={<PrintButton />}>
      <MonthPicker month={month} months={months} onChange={(mes) => setSearch({ mes }, { replace: true })} />
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={10} />}
      {value && <Figures outcomes={value} />}
      {value && <OutcomeExport month={month} />}
    </Page>
  );
}
