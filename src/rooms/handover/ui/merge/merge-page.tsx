import { useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { listFiles } from '#rooms/case/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink, Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { useFiles } from '../offer/use-files.ts';
import { compareFiles } from '../../schema.ts';
import styles from './merge.module.css';
import { SideBySide } from './side-by-side.tsx';

const mostShown = 12;
const plain = (words: string): string => words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('es');

/** Finds the other file among the newest of this agency. */
function PickFile({ childId }: { readonly childId: ChildId }) {
  const [typed, setTyped] = useState('');
  const { value, problem, retry } = useEndpoint(listFiles, { status: 'open', order: 'received', limit: '100' });
  const words = plain(typed).split(/\s+/u).filter(Boolean);
  const found = (value?.items ?? []).filter((item) => item.childId !== childId && words.every((word) => plain(item.displayName).includes(word))).slice(0, mostShown);
  return (
    <Card title={text('handover-merge.pick.title')}>
      <Stack gap={4}>
        <TextField name="merge.find" label={text('handover-merge.pick.label')} hint={text('handover-merge.pick.hint')} value={typed} onChange={setTyped} />
        <ProblemNotice problem={problem} onRetry={retry} />
        {!value && !problem && <Skeleton lines={5} />}
        {value && found.length === 0 && <Notice tone="info">{text('handover-merge.pick.none')}</Notice>}
        <ul role="list" className={styles['files']}>
          {found.map((item) => (
            <li key={item.childId}>
              <Link href={`/casos/${childId}/unir?con=${item.childId}`}>{item.displayName || item.initials}</Link>
              <span className={styles['soft']}>{text('handover-merge.pick.received', { at: formatInstant(item.receivedAt) })}</span>
            </li>
          ))}
        </ul>
      </Stack>
    </Card>
  );
}

function Compared({ childId, otherId }: { readonly childId: ChildId; readonly otherId: ChildId }) {
  const { value, problem, retry } = useEndpoint(compareFiles, { childId, otherId });
  const files = useFiles([childId, otherId]);
  const nameOf = (wanted: ChildId): string => files.find((file) => file.childId === wanted)?.name ?? '';
  const [, navigate] = useLocation();
  if (!value) return problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={10} />;
  return <SideBySide pair={value} nameOf={nameOf} onMerged={(into) => navigate(`/casos/${into}`, { replace: true })} />;
}

/** Two files of one child: finds the other one, shows both side by side, and makes one of them. */
export function MergePage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const [search] = useSearchParams();
  const otherId = search.get('con');
  return (
    <Page title={text('handover-merge.title')} lead={text('handover-merge.lead')} back={{ href: `/casos/${childId}`, label: text('handover-ui.backToFile') }} isNarrow>
      {otherId === null ? <PickFile childId={childId} /> : <Compared childId={childId} otherId={otherId as ChildId} />}
      {otherId !== null && <div><ButtonLink href={`/casos/${childId}/unir`} variant="quiet" icon="search">{text('handover-merge.other')}</ButtonLink></div>}
    </Page>
  );
}
