import { useSearchParams } from 'wouter';
import { listed, countryName } from '#rooms/person/ui/reference-names.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge, RiskBadge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatDay, localDayOf } from '#web/kit/dates.ts';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { riskLevels } from '#rooms/law/schema.ts';
import type { ListItem } from '../../schema.ts';
import { ageText } from '../age-text.ts';
import { useColleagues } from '../colleagues.ts';
import { FileFilters } from './file-filters.tsx';
import { filterOf, searchOf } from './filters.ts';
import { useFilePages } from './use-file-pages.ts';
import styles from './file-filters.module.css';

const factsText = (item: ListItem): string => [ageText(item.ages), listed(item.nationalities.map(countryName))].filter(Boolean).join(' · ');

/** All files within reach, with filters whose numbers are those of the list. */
export function FilesPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const pages = useFilePages(filter);
  const session = useSession();
  const { workerName } = useColleagues();
  const isClosed = filter.status === 'closed';
  const columns: readonly Column<ListItem>[] = [
    { key: 'name', label: text('case-ui.list.child'), isPrimary: true, cell: (item) => item.displayName || text('person-ui.nameless'), sortBy: (item) => item.displayName },
    { key: 'facts', label: text('case-ui.list.ageAndOrigin'), onPhone: 'line', cell: (item) => <><span className={styles['facts']}>{factsText(item)}</span> <small className={styles['received']}>{text('case-ui.file.receivedOn', { day: formatDay(localDayOf(item.receivedAt)) })}</small></>, sortBy: (item) => item.ages.youngest },
    {
      key: 'label', label: text('case-ui.list.label'), onPhone: 'hidden',
      cell: ({ labels }) => <span className={styles['whole']}>{text(`case-ui.list.label.${labels.mexican}`)}</span>, sortBy: (item) => item.labels.mexican,
    },
    {
      key: 'urgency', label: text('case.urgency'), sortBy: (item) => riskLevels.indexOf(item.urgency),
      cell: (item) => (
        <Row gap={1}>
          <RiskBadge level={item.urgency} />
          {item.hasDisputes && <Badge tone="warn">{text('person.twoAnswers')}</Badge>}
          {item.proposedTeamId !== null && <Badge tone="info">{text('case-ui.list.move.proposed')}</Badge>}
        </Row>
      ),
    },
    {
      key: 'worker', label: text('case-ui.team.worker'), onPhone: 'labelled', sortBy: (item) => workerName(item.workerId),
      cell: (item) => (item.workerId === null ? <Badge tone="warn">{text('case-ui.list.workerId.none')}</Badge> : workerName(item.workerId) || text('case-ui.team.otherPlace')),
    },
  ];
  return (
    <Page title={text('case-ui.list.title')} actions={<>{hasRole(session, ...agencyWideRoles) && <ButtonLink href="/casos/importar" icon="upload">{text('case-ui.list.import')}</ButtonLink>}<ButtonLink href="/recibir" variant="primary" icon="plus">{text('case-ui.list.receive')}</ButtonLink></>}>
      <FileFilters filter={filter} counts={pages.counts} onFilter={(next) => setSearch(searchOf(next))} />
      <DataList
        caption={text('case-ui.list.title')}
        rows={pages.items}
        columns={columns}
        rowKey={(item) => item.childId}
        href={(item) => `/casos/${item.childId}`}
        {...(isClosed || filter.order === 'received' ? {} : { due: (item: ListItem) => item.nextDueAt })}
        searchText={(item) => `${item.displayName} ${factsText(item)} ${workerName(item.workerId)}`}
        empty={Object.keys(filter).length === 0
          ? { title: text('case-ui.list.none'), text: text('case-ui.list.none.text'), action: <ButtonLink href="/recibir" icon="plus">{text('case-ui.list.receive')}</ButtonLink> }
          : { title: text('case-ui.list.noneSuch'), action: <Button onPress={() => setSearch({})}>{text('case-ui.list.all')}</Button> }}
        problem={pages.problem}
        onRetry={pages.retry}
      />
      {pages.hasMore && <Button isBusy={pages.isLoadingMore} onPress={pages.loadMore}>{text('case-ui.list.loadMore')}</Button>}
    </Page>
  );
}
