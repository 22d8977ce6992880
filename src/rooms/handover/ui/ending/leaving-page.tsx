import { useState } from 'react';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import type { Column } from '#web/kit/column.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { declareLeaving, leaveNetwork, viewLeaving, withdrawLeaving, type ChildToHandOver, type LeavingView } from '../../schema/leaving.ts';

/** The children who still need another agency, with the way there. */
function Children({ view }: { readonly view: LeavingView }) {
  const columns: readonly Column<ChildToHandOver>[] = [
    { key: 'child', label: text('trust.leaving.child'), isPrimary: true, cell: ({ initials, childId }) => initials ?? `${childId.slice(0, 6)}…` },
    { key: 'since', label: text('trust.leaving.since'), onPhone: 'labelled', cell: ({ since }) => formatInstant(since), sortBy: ({ since }) => since },
    { key: 'offer', label: text('trust.leaving.offer'), onPhone: 'line', cell: ({ offer, childId }) => (offer
      ? <Row gap={2}><Badge tone="info">{text('trust.leaving.offered', { to: offer.to.shortName })}</Badge><ButtonLink href={`/traspasos/${offer.handoverId}`} variant="quiet">{text('trust.leaving.see')}</ButtonLink></Row>
      : <ButtonLink href={`/casos/${childId}/entregar`} icon="handover">{text('trust.leaving.handOver')}</ButtonLink>) },
  ];
  return <DataList caption={text('trust.leaving.children')} isCaptionShown rows={view.children} columns={columns} rowKey={({ childId }) => childId} empty={{ title: text(view.held === 0 ? 'trust.leaving.none' : 'trust.leaving.hidden', { count: view.held }) }} />;
}

function Acts({ view, onDone }: { readonly view: LeavingView; readonly onDone: () => void }) {
  const [asked, setAsked] = useState<'declare' | 'leave'>();
  const declare = useAct(declareLeaving);
  const withdraw = useAct(withdrawLeaving);
  const leave = useAct(leaveNetwork);
  const { declared, held, releasing, promised } = view;
  const isFree = held + releasing + promised === 0;
  const confirm = async (reason: string): Promise<void> => {
    const answer = asked === 'declare' ? await declare.act({ reason }) : await leave.act({});
    if (!answer.ok) return;
    toast({ text: text(`trust.leaving.${asked!}.done`) });
    setAsked(undefined);
    onDone();
  };
  if (declared?.leftAt) return null;
  return (
    <div className="screen-only">
      <ProblemNotice problem={withdraw.problem} />
      <Row gap={2}>
        {!declared && <Button variant="danger" onPress={() => setAsked('declare')}>{text('trust.leaving.declare')}</Button>}
        {declared && isFree && <Button variant="danger" onPress={() => setAsked('leave')}>{text('trust.leaving.leave')}</Button>}
        {declared && <Button icon="undo" isBusy={withdraw.isBusy} onPress={() => void withdraw.act({}).then((done) => done.ok && onDone())}>{text('trust.leaving.stay')}</Button>}
        <PrintButton />
      </Row>
      {asked && (
        <ConfirmDialog title={text(`trust.leaving.${asked}`)} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`trust.leaving.${asked}`)} onConfirm={(reason) => void confirm(reason)} needsReason={asked === 'declare'} tone="danger" isBusy={declare.isBusy || leave.isBusy}>
          <ProblemNotice problem={asked === 'declare' ? declare.problem : leave.problem} />
          <p>{text(`trust.leaving.${asked}.text`)}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

/** A node leaves the network: every child goes into other hands first, and only then the others are told. */
export function LeavingPage() {
  const session = useSession();
  const { value, problem, retry } = useEndpoint(viewLeaving, {}, { everySeconds: 20 });
  return (
    <Page title={text('trust.leaving.title')} lead={text('trust.leaving.lead')} back={{ href: '/federacion', label: text('governance.title') }}>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={8} />}
      {value && (
        <Stack gap={5}>
          {value.declared?.leftAt && <Notice tone="info" title={text('trust.leaving.left', { at: formatInstant(value.declared.leftAt) })}>{text('trust.leaving.leftText')}</Notice>}
          {value.declared && !value.declared.leftAt && <Notice tone="warn" title={text('trust.leaving.declared', { by: value.declared.declaredLabel, at: formatInstant(value.declared.declaredAt) })}>{value.declared.reason}</Notice>}
          <Card title={text('trust.leaving.remains')}>
            <KeyValue rows={[
              { label: text('trust.leaving.held'), value: String(value.held), ...(value.held > 0 ? { note: text('trust.leaving.heldNote') } : {}) },
              { label: text('trust.leaving.releasing'), value: String(value.releasing), ...(value.releasing > 0 ? { note: text('trust.leaving.releasingNote') } : {}) },
              { label: text('trust.leaving.promised'), value: String(value.promised), ...(value.promised > 0 ? { note: text('trust.leaving.promisedNote') } : {}) },
            ]} />
          </Card>
          {hasRole(session, 'coordinator') && <Acts view={value} onDone={retry} />}
          {hasRole(session, 'coordinator', 'supervisor') && <Children view={value} />}
        </Stack>
      )}
    </Page>
  );
}
