import type { ReactNode } from 'react';
import { Link as RouterLink } from 'wouter';
import { buttonClass, type ButtonVariant } from './button.tsx';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './link.module.css';

interface LinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Underlined only under the pointer: for names in lists. */
  readonly isQuiet?: boolean;
  /** Opens in a tab of its own: documents and other sites. */
  readonly isExternal?: boolean;
}

/** Goes somewhere inside the desk without loading the page anew. */
export const Link = ({ href, children, isQuiet = false, isExternal = false }: LinkProps) => {
  const className = classes(styles['link'], isQuiet && styles['quiet']);
  return isExternal
    ? <a className={className} href={href} target="_blank" rel="noreferrer">{children}</a>
    : <RouterLink className={className} href={href}>{children}</RouterLink>;
};

interface ButtonLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: 'm' | 's';
  readonly icon?: IconName;
  readonly isWide?: boolean;
  readonly isExternal?: boolean;
}

/** A link that looks like a button: the next step of a page. */
export const ButtonLink = ({ href, children, variant = 'secondary', size = 'm', icon, isWide = false, isExternal = false }: ButtonLinkProps) => {
  const content = <>{icon && <Icon name={icon} />}<span>{children}</span></>;
  const className = buttonClass(variant, size, isWide);
  return isExternal
    ? <a className={className} href={href} target="_blank" rel="noreferrer">{content}</a>
    : <RouterLink className={className} href={href}>{content}</RouterLink>;
};
