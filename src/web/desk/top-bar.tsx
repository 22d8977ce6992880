import { Suspense, useState } from 'react';
import { Link } from 'wouter';
import type { Session } from '#platform/access/schema.ts';
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
const closeMenu = (): void => document.getElementById(menuId)?.hidePopover();
/** What the menu does is not needed before it is opened. */
const acts = () => import('./menu-acts.ts');

/** Search, and who is signed in. */
export function TopBar({ session, onSearch, onLeave }: TopBarProps) {
  const [draftCount, setDraftCount] = useState(0);
  const leave = async (keepsDrafts: boolean): Promise<void> => {
    setDraftCount(0);
    if (await (await acts()).signOutHere(session, keepsDrafts)) onLeave();
  };
  const askToLeave = async (): Promise<void> => {
    const count = await (await acts()).countDrafts(session);
    if (count === 0) await leave(false);
    else setDraftCount(count);
  };
  const roles = session.roles.map((role) => text(`role.${role}`)).join(', ');
  return (
    <header className={styles['bar']}>
      <Link href="/" className={styles['brand']} aria-label={`${session.node.shortName}: ${text('desk.toHome')}`}><Mark size={1.7} /><span className={styles['node']}>{session.node.shortName}</span></Link>
      <button type="button" className={styles['search']} onClick={onSearch}>
        <Icon name="search" /><span className={styles['searchWords']}>{text('desk.search')}</span><kbd>Ctrl K</kbd>
      </button>
      <button type="button" className={styles['worker']} popoverTarget={menuId} aria-label={text('desk.menu', { name: session.displayName })}>
        <span className={styles['initial']} aria-hidden="true" data-initial={session.displayName.slice(0, 1).toLocaleUpperCase()} />
        <span className={styles['name']}>{session.displayName}</span>
        <Icon name="down" size={1} />
      </button>
      <div id={menuId} popover="auto" className={styles['menu']}>
        <div className={styles['who']}><p className={styles['fullName']}>{session.displayName}</p><p>{roles}</p><p>{session.node.name}</p></div>
        <ul role="list" className={styles['items']}>
          <li><Link href="/cuenta" className={styles['item']} onClick={closeMenu}><Icon name="key" />{text('desk.account.title')}</Link></li>
          <li><Link href="/ayuda" className={styles['item']} onClick={closeMenu}><Icon name="question" />{text('desk.place.help')}</Link></li>
          <li><button type="button" className={styles['item']} onClick={() => void askToLeave()}><Icon name="signOut" />{text('desk.leave')}</button></li>
        </ul>
        <div className={styles['settings']}>
          <p>{text('kit.language')}</p><LanguageSwitch onSwitch={(language) => void acts().then((menu) => menu.keepLanguage(language))} />
          <p>{text('kit.theme')}</p><ThemeSwitch />
        </div>
      </div>
      {draftCount > 0 && <Suspense><LeaveDialog draftCount={draftCount} onStay={() => setDraftCount(0)} onLeave={(keepsDrafts) => void leave(keepsDrafts)} /></Suspense>}
    </header>
  );
}
