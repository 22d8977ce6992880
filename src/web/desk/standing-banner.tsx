import { viewRecovery } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Link } from '#web/kit/link.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import styles from '#web/kit/banners.module.css';

/** On every screen while this node may not act as usual: it asks its peers after a restore, or a newer machine took its place. */
export function StandingBanner() {
  const standing = useEndpoint(viewRecovery, {}, { everySeconds: 60 }).value;
  if (!standing || standing.mode === 'up') return null;
  const { mode, since, peers } = standing;
  const awaited = peers.filter(({ answer }) => answer !== 'complete').map(({ name }) => name);
  const isLocked = mode === 'superseded';
  return (
    <div className={styles[isLocked ? 'locked' : 'recovering']} role={isLocked ? 'alert' : 'status'}>
      <strong><Icon name={isLocked ? 'lock' : 'refresh'} />{text(`recovery.banner.${mode}`, { since: since ? formatInstant(since) : '' })}</strong>
      <span>{text(`recovery.banner.${mode}Text`, { names: awaited.join(', '), count: awaited.length })}</span>
      <Link href="/federacion">{text('recovery.banner.more')}</Link>
    </div>
  );
}
