import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { AskAccessDialog, BreakGlassDialog } from '#rooms/person/ui/access-dialogs.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';

/** A file that this worker may not open: how to ask for it, and how to open it when a child is in danger. */
export function NoAccess({ childId, onOpened }: { readonly childId: ChildId; readonly onOpened: () => void }) {
  const [dialog, setDialog] = useState<'ask' | 'glass'>();
  const [hasAsked, setHasAsked] = useState(false);
  const close = (): void => setDialog(undefined);
  return (
    <Page title={text('case-ui.noAccess.title')} lead={text('case-ui.noAccess.lead')} back={{ href: '/casos', label: text('case-ui.list.title') }} isNarrow>
      <Card title={text('access.ask.title')}>
        <Stack gap={3}>
          <p>{text(hasAsked ? 'access.ask.sent' : 'access.ask.help')}</p>
          {!hasAsked && <Row><Button variant="primary" icon="key" onPress={() => setDialog('ask')}>{text('person-ui.access.ask')}</Button></Row>}
        </Stack>
      </Card>
      <Card title={text('access.breakGlass.title')} tone="warn">
        <Stack gap={3}>
          <p>{text('access.breakGlass.help')}</p>
          <Row><Button variant="danger" icon="alert" onPress={() => setDialog('glass')}>{text('person-ui.access.breakGlass')}</Button></Row>
        </Stack>
      </Card>
      {dialog === 'ask' && <AskAccessDialog childId={childId} onClose={close} onDone={() => setHasAsked(true)} />}
      {dialog === 'glass' && <BreakGlassDialog childId={childId} onClose={close} onDone={onOpened} />}
    </Page>
  );
}
