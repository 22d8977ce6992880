import { useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { Columns } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { destinationsFor } from './places.ts';

/** The first page for those who have no file work of their own: where they can go. */
export function HomePage() {
  const session = useSession();
  return (
    <Page title={text('desk.home.title', { name: session.displayName })} lead={session.node.name}>
      <Columns>
        {destinationsFor(session).filter(({ href }) => href !== '/').map(({ href, label, icon }) => (
          <Card key={href}><p><Link href={href}><Icon name={icon} /> {text(label)}</Link></p></Card>
        ))}
      </Columns>
    </Page>
  );
}
