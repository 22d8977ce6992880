import { useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { text } from '#web/kit/text.tsx';
import { listRetained, type ErasureView, type RetainedChild } from '../../schema/erasure.ts';
import { erasureWords } from './erasure-words.ts';
import { RetainedActs } from './retained-acts.tsx';

/** A child whose name is not for this reader any more goes by the beginning of her identifier. */
const nameOf = ({ initials, childId }: RetainedChild): string => initials ?? text('handover-erasure.number', { number: childId.slice(0, 6) });

function State({ child }: { readonly child: RetainedChild }) {
  const { hold, proposal, purgedBy, obstacle, isDue } = child;
  return (
    <Stack gap={1}>
      {hold && <span><Badge tone="warn" icon="lock">{text('handover-erasure.state.hold')}</Badge> {text('handover-erasure.state.holdBy', { authority: hold.authority, reference: hold.reference })}</span>}
      {proposal && <span><Badge tone="warn" icon="clock">{text('handover-erasure.state.proposed')}</Badge> {text(proposal.isOwn ? 'handover-erasure.state.waits' : 'handover-erasure.proposed', { by: proposal.byLabel, why: text(`handover-erasure.reason.${proposal.reason}`) })}</span>}
      {!hold && !proposal && isDue && <Badge tone="info">{text('handover-erasure.state.due')}</Badge>}
      {obstacle && obstacle !== 'authority_hold' && <span>{text(`handover-erasure.obstacle.${obstacle}`)}</span>}
      {purgedBy.map(({ agency, at }) => <span key={agency.nodeId}>{text('handover-erasure.state.purged', { name: agency.shortName, at: formatInstant(at) })}</span>)}
    </Stack>
  );
}

const columnsWith = (onDone: () => void): readonly Column<RetainedChild>[] => [
  { key: 'child', label: text('handover-ui.list.children'), isPrimary: true, cell: nameOf, sortBy: nameOf },
  { key: 'standing', label: text('handover-erasure.standing'), onPhone: 'line', cell: ({ standing, custodian, endedAt }) => text(`handover-erasure.standing.${standing}`, { name: custodian.shortName, at: formatInstant(endedAt) }), sortBy: ({ endedAt }) => endedAt },
  { key: 'keepUntil', label: text('handover-erasure.keepUntil'), onPhone: 'labelled', cell: ({ keepUntil }) => formatInstant(keepUntil), sortBy: ({ keepUntil }) => keepUntil },
  { key: 'state', label: text('handover-ui.list.status'), onPhone: 'line', cell: (child) => <State child={child} /> },
  { key: 'acts', label: text('handover-erasure.acts'), onPhone: 'line', cell: (child) => <RetainedActs child={child} onDone={onDone} /> },
];

const erasedColumns = (): readonly Column<ErasureView>[] => [
  { key: 'child', label: text('handover-ui.list.children'), isPrimary: true, cell: ({ childId }) => text('handover-erasure.number', { number: childId.slice(0, 6) }) },
  { key: 'what', label: text('handover-erasure.what'), onPhone: 'line', cell: erasureWords },
];

/** Until when files of children are kept for whom this agency does not answer any more, and what was erased: by two people, on a ground. */
export function RetentionPage() {
  const { value, problem, retry } = useEndpoint(listRetained, {}, { everySeconds: 60 });
  const due = value?.children.filter(({ isDue, hold }) => isDue && !hold).length ?? 0;
  return (
    <Page title={text('handover-erasure.title')} lead={text('handover-erasure.lead')} back={{ href: '/traspasos', label: text('handover-ui.list.title') }} actions={<PrintButton />}>
      <Stack gap={5}>
        {due > 0 && <Notice tone="info">{text('handover-erasure.due', { count: due })}</Notice>}
        <DataList caption={text('handover-erasure.kept')} isCaptionShown rows={value?.children} columns={columnsWith(retry)} rowKey={({ childId }) => childId} empty={{ title: text('handover-erasure.none'), text: text('handover-erasure.noneText') }} problem={problem} onRetry={retry} />
        {value && value.erased.length > 0 && <DataList caption={text('handover-erasure.erasedList')} isCaptionShown rows={value.erased} columns={erasedColumns()} rowKey={({ childId, at }) => `${childId} ${at}`} href={({ childId }) => `/casos/${childId}`} empty={{ title: '' }} />}
      </Stack>
    </Page>
  );
}
