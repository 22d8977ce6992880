import { useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { ShortcutList } from '#web/kit/keyboard-help.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';

const phone = (number: string) => <a href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>{number}</a>;

/** Whom to call, how the desk works, which keys there are: always at the same place. */
export function HelpPage() {
  const { node } = useSession();
  return (
    <Page title={text('desk.help.title')} lead={text('desk.help.lead')} isNarrow>
      <Card title={text('desk.help.call')}>
        <KeyValue rows={[{ label: text('desk.help.duty'), value: phone(node.dutyPhone), note: node.name }, { label: text('desk.help.helpline'), value: phone(node.publicHelpline), note: text('desk.help.helpline.note') }]} />
      </Card>
      <Card title={text('desk.help.custody')}><p>{text('desk.help.custody.text')}</p></Card>
      <Card title={text('desk.help.offline')}><p>{text('desk.help.offline.text')}</p></Card>
      <Card title={text('kit.shortcuts.title')}><ShortcutList /></Card>
    </Page>
  );
}
