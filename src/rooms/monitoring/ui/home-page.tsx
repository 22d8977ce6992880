import { fileRoles } from '#kernel/role.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { Icon, type IconName } from '#web/kit/icon.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { WorkPage } from './work-page.tsx';
import styles from './home-page.module.css';

const places: readonly { readonly key: string; readonly href: string; readonly icon: IconName }[] = [
  { key: 'federation', href: '/federacion', icon: 'globe' }, { key: 'proof', href: '/colas', icon: 'shield' }, { key: 'account', href: '/cuenta', icon: 'key' },
];

/** For those who see no child: the network, the proof, the own account. */
const KeeperHome = () => {
  const { displayName, node } = useSession();
  return (
    <Page title={text('monitoring.keeper.title', { name: displayName.split(' ')[0]! })} lead={node.name}>
      <Columns>
        {places.map(({ key, href, icon }) => (
          <Card key={key} title={<span className={styles['title']}><Icon name={icon} />{text(`monitoring.keeper.${key}`)}</span>}>
            <Stack gap={3}><p>{text(`monitoring.keeper.${key}.text`)}</p><div><ButtonLink href={href}>{text('monitoring.keeper.open')}</ButtonLink></div></Stack>
          </Card>
        ))}
      </Columns>
    </Page>
  );
};

/** The first page: work for those who have files, places for those who keep the node. */
export const HomePage = () => (hasRole(useSession(), ...fileRoles) ? <WorkPage /> : <KeeperHome />);
