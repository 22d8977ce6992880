import type { ReactNode } from 'react';
import type { RiskLevel } from '#rooms/law/schema.ts';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import { text } from './text.tsx';
import styles from './badge.module.css';

export type Tone = 'neutral' | 'brand' | 'clay' | 'info' | 'success' | 'warn' | 'danger';

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A short fact in a coloured frame; the words say it all, the colour only helps to find it. */
export const Badge = ({ tone = 'neutral', icon, children }: BadgeProps) => (
  <span className={classes(styles['badge'], styles[tone])}>{icon && <Icon name={icon} size={1.05} />}{children}</span>
);

/** Where something stands: a dot and a word. What is done stays plain so that what is open stands out. */
export const StatusPill = ({ tone = 'neutral', children }: Omit<BadgeProps, 'icon'>) => (
  <span className={classes(styles['status'], styles[tone])}><span className={styles['dot']} aria-hidden="true" />{children}</span>
);

const riskTones: Record<RiskLevel, Tone> = { emergency: 'danger', high: 'danger', medium: 'warn', low: 'success' };

/** How urgent a file is; the two gravest levels also carry a sign. */
export const RiskBadge = ({ level }: { readonly level: RiskLevel }) => (
  <Badge tone={riskTones[level]} {...(level === 'high' || level === 'emergency' ? { icon: 'alert' as const } : {})}>{text(`kit.risk.${level}`)}</Badge>
);

/** A number beside a name: how many wait. */
export const Count = ({ value, isUrgent = false }: { readonly value: number; readonly isUrgent?: boolean }) => (
  <span className={classes(styles['count'], isUrgent && value > 0 && styles['urgent'])}>{value}</span>
);
