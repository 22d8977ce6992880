import { useState } from 'react';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { listReturns, type ReturnCase } from '../../schema.ts';
import { Agency } from '../agency.tsx';
import { ConfirmNeedDialog } from './need-dialogs.tsx';
import { ReturnNeeds } from './return-acts.tsx';

function OneReturn({ item, onDone }: { readonly item: ReturnCase; readonly onDone: () => void }) {
  const session = useSession();
  const [isConfirming, setConfirming] = useState(false);
  const { sender, receiver, status, headcount, changedAt, acts, missing, chain, handoverId } = item;
  const isOpen = status === 'offered' || status === 'agreed';
  const needs = missing.filter((one) => one !== 'consulate');
  const mayConfirm = isOpen && needs.length > 0 && hasRole(session, 'consular_officer', 'supervisor', 'coordinator');
  return (
    <Card title={text('handover-return.of', { from: sender.shortName, to: receiver.shortName, count: headcount })} tone={mayConfirm ? 'warn' : 'plain'} actions={<Badge tone={isOpen ? 'info' : 'neutral'}>{text(`handover-return.status.${status}`)}</Badge>}>
      <Stack gap={4}>
        <KeyValue
          rows={[
            { label: text('handover-ui.sender'), value: <Agency agency={sender} isFull /> },
            { label: text('handover-ui.receiver'), value: <Agency agency={receiver} isFull /> },
            { label: text('handover-ui.chain.title'), value: chain.toSorted((one, other) => one.epoch - other.epoch).map(({ agency }) => agency.shortName).join(' → '), note: formatInstant(changedAt) },
          ]}
        />
        <ReturnNeeds acts={acts} />
        {mayConfirm && <div className="screen-only"><Button variant="primary" icon="check" onPress={() => setConfirming(true)}>{text('handover-return.confirm')}</Button></div>}
      </Stack>
      {isConfirming && <ConfirmNeedDialog handoverId={handoverId} needs={needs} isConsulate onClose={() => { setConfirming(false); onDone(); }} />}
    </Card>
  );
}

/** Returns in which this agency is the consulate: what is asked of it, who hands over to whom, and how it stands. */
export function ReturnsPage() {
  const { value, problem, retry } = useEndpoint(listReturns, {}, { everySeconds: 60 });
  return (
    <Page title={text('handover-return.title')} lead={text('handover-return.lead')} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={8} />}
      {value?.items.length === 0 && <Notice tone="info">{text('handover-return.none')}</Notice>}
      {value?.items.map((item) => <OneReturn key={item.handoverId} item={item} onDone={retry} />)}
    </Page>
  );
}
