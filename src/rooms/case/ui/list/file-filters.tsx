import { accompanimentLabels, riskLevels } from '#rooms/law/schema.ts';
import { Disclosure } from '#rooms/person/ui/disclosure.tsx';
import { countryOptions } from '#rooms/person/ui/reference-names.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { useSession } from '#web/device/session.ts';
import { classes } from '#web/kit/classes.ts';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { statisticalBands, type listFiles } from '../../schema.ts';
import { useColleagues } from '../colleagues.ts';
import { toggled, type Filter, type FilterName } from './filters.ts';
import styles from './file-filters.module.css';

type Counts = OutputOf<typeof listFiles>['counts'];

interface Quick {
  readonly name: FilterName;
  readonly value: string;
  readonly count: keyof Counts;
  readonly isUrgent?: boolean;
}

const quick: readonly Quick[] = [
  { name: 'due', value: 'overdue', count: 'overdue', isUrgent: true },
  { name: 'due', value: 'today', count: 'dueToday' },
  { name: 'due', value: 'week', count: 'dueThisWeek' },
  { name: 'workerId', value: 'none', count: 'withoutWorker' },
  { name: 'move', value: 'proposed', count: 'moveProposed' },
  ...riskLevels.map((level): Quick => ({ name: 'urgency', value: level, count: level, isUrgent: level === 'emergency' })),
];

interface FileFiltersProps {
  readonly filter: Filter;
  readonly counts: Counts | undefined;
  readonly onFilter: (filter: Filter) => void;
}

/** Filters as chips, each with how many files it would leave; the rarer ones below. "Todos" is always there. */
export function FileFilters({ filter, counts, onFilter }: FileFiltersProps) {
  const { workerId } = useSession();
  const { teams, workers } = useColleagues();
  const { order: _order, status: _status, ...narrowing } = filter;
  const isAll = Object.keys(narrowing).length === 0;
  const set = (name: FilterName) => (value: string): void => onFilter(toggled(toggled(filter, name, ''), name, value));
  const chip = ({ name, value, count, isUrgent }: Quick) => {
    const isOn = filter[name] === value;
    // under a filter of the same kind the number would be of both together, which is none: then it stays away
    const number = isOn ? counts?.total : filter[name] === undefined ? counts?.[count] : undefined;
    return (
      <button key={`${name}.${value}`} type="button" className={classes(styles['chip'], isUrgent && styles['urgent'])} aria-pressed={isOn} onClick={() => onFilter(toggled(filter, name, value))}>
        {text(`case-ui.list.${name}.${value}`)}{number !== undefined && <span className={styles['number']}>{number}</span>}
      </button>
    );
  };
  const rare = ['status', 'teamId', 'nationality', 'ageBand', 'label', 'order'] as const;
  return (
    <div className={styles['filters']}>
      <div className={styles['quick']} role="group" aria-label={text('case-ui.list.filters')}>
        <button type="button" className={styles['chip']} aria-pressed={isAll} onClick={() => onFilter({ ...(filter.status ? { status: filter.status } : {}), ...(filter.order ? { order: filter.order } : {}) })}>
          {text('case-ui.list.all')}{isAll && counts && <span className={styles['number']}>{counts.total}</span>}
        </button>
        <button type="button" className={styles['chip']} aria-pressed={filter.workerId === workerId} onClick={() => onFilter(toggled(filter, 'workerId', workerId))}>{text('case-ui.list.mine')}</button>
        {quick.map(chip)}
      </div>
      <Disclosure label={text('case-ui.list.more')} isOpen={rare.some((name) => filter[name] !== undefined)}>
        <div className={styles['more']}>
          <Select name="filter.status" label={text('case-ui.list.status')} emptyLabel={null} value={filter.status ?? 'open'} options={(['open', 'closed'] as const).map((value) => ({ value, label: text(`case.status.${value}`) }))} onChange={(value) => set('status')(value === 'open' ? '' : value)} />
          <Select name="filter.team" label={text('case-ui.team.team')} emptyLabel={text('case-ui.list.any')} value={filter.teamId ?? ''} options={teams.map(({ id, name }) => ({ value: id, label: name }))} onChange={set('teamId')} />
          <Select name="filter.worker" label={text('case-ui.team.worker')} emptyLabel={text('case-ui.list.any')} value={filter.workerId ?? ''} options={[{ value: 'none', label: text('case-ui.list.workerId.none') }, ...workers.map(({ id, displayName }) => ({ value: id, label: displayName }))]} onChange={set('workerId')} />
          <Select name="filter.nationality" label={text('person.field.nationalities')} emptyLabel={text('case-ui.list.any')} value={filter.nationality ?? ''} options={countryOptions()} onChange={set('nationality')} />
          <Select name="filter.age" label={text('case-ui.list.age')} emptyLabel={text('case-ui.list.any')} value={filter.ageBand ?? ''} options={statisticalBands.map((value) => ({ value, label: text(`law.age.statistical.${value}`) }))} onChange={set('ageBand')} />
          <Select name="filter.label" label={text('case-ui.list.label')} emptyLabel={text('case-ui.list.any')} value={filter.label ?? ''} options={accompanimentLabels.map((value) => ({ value, label: text(`law.accompaniment.label.${value}`) }))} onChange={set('label')} />
          <Select name="filter.order" label={text('case-ui.list.order')} emptyLabel={null} value={filter.order ?? 'due'} options={(['due', 'received'] as const).map((value) => ({ value, label: text(`case-ui.list.order.${value}`) }))} onChange={(value) => set('order')(value === 'due' ? '' : value)} />
        </div>
      </Disclosure>
    </div>
  );
}
