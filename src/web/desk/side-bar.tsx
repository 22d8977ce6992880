import { Link, useLocation } from 'wouter';
import type { Session } from '#platform/access/schema.ts';
import { Icon, Mark } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import { placeAt, type Destination } from './places.ts';
import styles from './navigation.module.css';

const groups = ['work', 'node'] as const;

/** Where one can go, on a desk. */
export function SideBar({ destinations, session }: { readonly destinations: readonly Destination[]; readonly session: Session }) {
  const [location] = useLocation();
  const here = placeAt(location, destinations);
  return (
    <div className={styles['side']}>
      <div className={styles['inside']}>
        <Link href="/" className={styles['brand']}>
          <Mark size={1.9} />
          <span className={styles['brandWords']}><span className={styles['amparo']}>Amparo</span><span className={styles['node']}>{session.node.shortName}</span></span>
        </Link>
        <nav aria-label={text('desk.navigation')} className={styles['nav']}>
          {groups.map((group) => (
            <ul key={group} role="list" className={styles['group']}>
              {destinations.filter((place) => place.group === group).map(({ href, label, icon }) => (
                <li key={href}>
                  <Link href={href} className={styles['place']} aria-current={href === here ? 'page' : undefined}><Icon name={icon} /><span>{text(label)}</span></Link>
                </li>
              ))}
            </ul>
          ))}
        </nav>
      </div>
    </div>
  );
}
