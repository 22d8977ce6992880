import { Link, useLocation } from 'wouter';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import { placeAt, type Destination } from './places.ts';
import styles from './navigation.module.css';

const menuId = 'all-places';

/** Where one can go, on a phone: the main places under the thumb, all others behind "Más". */
export function BottomBar({ destinations }: { readonly destinations: readonly Destination[] }) {
  const [location] = useLocation();
  const here = placeAt(location, destinations);
  const main = destinations.filter((place) => place.isMain).slice(0, 4);
  const others = destinations.filter((place) => !main.includes(place));
  const link = (place: Destination, className: string | undefined) => (
    <Link href={place.href} className={className} aria-current={place.href === here ? 'page' : undefined} onClick={() => document.getElementById(menuId)?.hidePopover()}>
      <Icon name={place.icon} /><span>{text(place.label)}</span>
    </Link>
  );
  return (
    <nav className={styles['bottom']} aria-label={text('desk.navigation.main')}>
      <ul role="list" className={styles['tabs']}>
        {main.map((place) => <li key={place.href}>{link(place, styles['tab'])}</li>)}
        <li><button type="button" className={styles['tab']} popoverTarget={menuId}><Icon name="menu" /><span>{text('desk.more')}</span></button></li>
      </ul>
      <div id={menuId} popover="auto" className={styles['sheet']}>
        <ul role="list">{others.map((place) => <li key={place.href}>{link(place, styles['place'])}</li>)}</ul>
      </div>
    </nav>
  );
}
