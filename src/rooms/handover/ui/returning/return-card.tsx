import { useState } from 'react';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import type { HandoverView, ReturnView } from '../../schema.ts';
import { Agency, PhoneLink } from '../agency.tsx';
import { countryText } from '../code-names.ts';
import { ConsulateDialog } from './consulate-dialog.tsx';
import { ConfirmNeedDialog, WaiveNeedDialog } from './need-dialogs.tsx';
import { ReturnNeeds } from './return-acts.tsx';

const Consulate = ({ consulate }: { readonly consulate: NonNullable<ReturnView['consulate']> }) => (consulate.agency ? <Agency agency={consulate.agency} isFull /> : (
  <p><strong>{consulate.name}</strong>, {countryText(consulate.country)}. {text('handover-return.noNode')} {consulate.phone && <PhoneLink number={consulate.phone} />}</p>
));

/** The third party of a return across a border: its consulate, what it has confirmed, and what is missing before the child may leave. */
export function ReturnCard({ handover, onDone }: { readonly handover: HandoverView; readonly onDone: () => void }) {
  const session = useSession();
  const [asked, setAsked] = useState<'consulate' | 'confirm' | 'waive'>();
  const state = handover.return;
  if (!state) return null;
  const { handoverId, direction, status } = handover;
  const { consulate, missing, acts, certainty } = state;
  const needs = missing.filter((one) => one !== 'consulate');
  const mayAct = direction === 'outgoing' && (status === 'offered' || status === 'agreed') && hasRole(session, 'case_worker', 'supervisor', 'coordinator');
  const close = (): void => {
    setAsked(undefined);
    onDone();
  };
  return (
    <Card title={text('handover-return.card')} tone={missing.length > 0 && handover.isOpen ? 'warn' : 'plain'}>
      <Stack gap={4}>
        {missing.length > 0 && handover.isOpen && <Notice tone="warn" title={text('handover-return.incomplete')}>{text(direction === 'outgoing' ? 'handover-return.incompleteText' : 'handover-return.incompleteThere', { name: handover.peer.shortName })}</Notice>}
        {consulate ? <Consulate consulate={consulate} /> : <p>{text('handover-return.noConsulate')}</p>}
        <ReturnNeeds acts={acts} certainty={certainty} />
        {mayAct && (
          <div className="screen-only">
            <Row gap={2}>
              <Button icon="globe" variant={consulate ? 'secondary' : 'primary'} onPress={() => setAsked('consulate')}>{text(consulate ? 'handover-return.change' : 'handover-return.name')}</Button>
              {needs.length > 0 && <Button icon="check" onPress={() => setAsked('confirm')}>{text('handover-return.confirm')}</Button>}
              {needs.length > 0 && hasRole(session, 'supervisor', 'coordinator') && <Button icon="alert" variant="quiet" onPress={() => setAsked('waive')}>{text('handover-return.waive')}</Button>}
            </Row>
          </div>
        )}
      </Stack>
      {asked === 'consulate' && <ConsulateDialog handoverId={handoverId} onClose={close} />}
      {asked === 'confirm' && <ConfirmNeedDialog handoverId={handoverId} needs={needs} onClose={close} />}
      {asked === 'waive' && <WaiveNeedDialog handoverId={handoverId} needs={needs} onClose={close} />}
    </Card>
  );
}
