import type { Instant } from '#kernel/instant.ts';
import { Button } from './button.tsx';
import { formatTime } from './dates.ts';
import { Icon } from './icon.tsx';
import { text } from './text.tsx';
import styles from './banners.module.css';

interface OfflineBannerProps {
  /** When the node last answered. */
  readonly lastSeen: Instant | null;
  readonly onRetry: () => void;
}

/** Says that the node does not answer, since when, and what still works. */
export const OfflineBanner = ({ lastSeen, onRetry }: OfflineBannerProps) => (
  <div className={styles['offline']} role="status">
    <strong><Icon name="offline" />{text('kit.offline.title')}</strong>
    <span>{lastSeen ? text('kit.offline.since', { time: formatTime(lastSeen) }) : text('kit.offline.never')}</span>
    <Button size="s" variant="quiet" icon="refresh" onPress={onRetry}>{text('kit.retry')}</Button>
  </div>
);
