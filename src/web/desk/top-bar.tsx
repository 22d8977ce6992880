import { Suspense, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { setLanguage, type Session } from '#platform/access/schema.ts';
import { call } from '#web/device/call.ts';
import { Icon, Mark } from '#web/kit/icon.tsx';
import { LanguageSwitch } from '#web/kit/language-switch.tsx';
import { text } from '#web/kit/text.tsx';
import { ThemeSwitch } from '#web/kit/theme-switch.tsx';
import { LeaveDialog } from './lazy-pages.ts';
import styles from './top-bar.module.css';

interface TopBarProps {
  readonly session: Session;
  readonly onSearch: () => void;
  readonly onLeave: () => void;
}

const menuId = 'worker-menu';

/** Search, and who is signed in. */
export function TopBar({ session, onSearch, onLeave }: TopBarProps) {
  const [isLeaving, setIsLeaving] = useState(false);
  const [location] = useLocation();
  useEffect(() => document.getElementById(menuId)?.hidePopover(), [location]);
  const roles = session.roles.map((role) => text(`role.${role}`)).join(', ');
  return (
    <header className={styles['bar']}>
      <Link href="/" className={styles['brand']} aria-label={text('desk.toHome')}><Mark size={1.7} /><span className={styles['node']}>{session.node.shortName}</span></Link>
      <button type="button" className={styles['search']} onClick={onSearch}>
        <Icon name="search" /><span className={styles['searchWords']}>{text('desk.search')}</span><kbd>Ctrl K</kbd>
      </button>
      <button type="button" className={styles['worker']} popoverTarget={menuId} aria-label={text('desk.menu', { name: session.displayName })}>
        <span className={styles['initial']} aria-hidden="true">{session.displayName.slice(0, 1).toLocaleUpperCase()}</span>
        <span className={styles['name']}>{session.displayName}</span>
        <Icon name="down" size={1} />
      </button>
      <div id={menuId} popover="auto" className={styles['menu']}>
        <div className={styles['who']}><p className={styles['fullName']}>{session.displayName}</p><p>{roles}</p><p>{session.node.name}</p></div>
        <ul role="list" className={styles['items']}>
          <li><Link href="/cuenta" className={styles['item']}><Icon name="key" />{text('desk.account.title')}</Link></li>
          <li><Link href="/ayuda" className={styles['item']}><Icon name="question" />{text('desk.place.help')}</Link></li>
          <li><button type="button" className={styles['item']} onClick={() => setIsLeaving(true)}><Icon name="signOut" />{text('desk.leave')}</button></li>
        </ul>
        <div className={styles['settings']}>
          <p>{text('kit.language')}</p><LanguageSwitch onSwitch={(language) => void call(setLanguage, { language })} />
          <p>{text('kit.theme')}</p><ThemeSwitch />
        </div>
      </div>
      {isLeaving && <Suspense><LeaveDialog session={session} onStay={() => setIsLeaving(false)} onLeave={onLeave} /></Suspense>}
    </header>
  );
}
