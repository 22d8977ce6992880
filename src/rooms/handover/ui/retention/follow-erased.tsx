import type { ReactNode } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { viewErasure } from '../../schema/erasure.ts';
import { CustodianAnswer } from '../card/custodian-answer.tsx';
import { erasureWords } from './erasure-words.ts';

/** Where a file cannot be opened because it was erased here: when, by whom and why, and who answers for her now; `children` where it was not. */
export function FollowErased({ childId, children }: { readonly childId: ChildId; readonly children: ReactNode }) {
  const { value, isLoading } = useEndpoint(viewErasure, { childId });
  if (isLoading) return <Skeleton lines={4} />;
  if (!value?.erasure) return children;
  return (
    <Page title={text('handover-erasure.erased.title')} back={{ href: '/casos', label: text('case-ui.list.title') }} isNarrow>
      <Stack gap={4}>
        <Notice tone="info" title={text('handover-erasure.erased.here')}>
          <Stack gap={2}>
            <p>{erasureWords(value.erasure)}</p>
            <p>{text('handover-erasure.erased.remains')}</p>
          </Stack>
        </Notice>
        <div className="screen-only"><CustodianAnswer asked={{ childId }} /></div>
      </Stack>
    </Page>
  );
}
