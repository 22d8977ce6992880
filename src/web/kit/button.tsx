import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './button.module.css';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly variant?: ButtonVariant;
  readonly size?: 'm' | 's';
  readonly icon?: IconName;
  readonly type?: 'button' | 'submit';
  /** Under way: keeps its width and place in the tab order, ignores further presses. */
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly isWide?: boolean;
  /** State of what the button opens, for screen readers. */
  readonly isExpanded?: boolean;
  readonly describedBy?: string;
}

/** The look of a button, for links that act as one. */
export const buttonClass = (variant: ButtonVariant = 'secondary', size: 'm' | 's' = 'm', isWide = false): string =>
  classes(styles['button'], styles[variant], size === 's' && styles['small'], isWide && styles['wide']);

/** Does something. To go somewhere use `ButtonLink`. A verb as its text. */
export function Button({ children, onPress, variant = 'secondary', size = 'm', icon, type = 'button', isBusy = false, isDisabled = false, isWide = false, isExpanded, describedBy }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(variant, size, isWide)}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      aria-expanded={isExpanded}
      aria-describedby={describedBy}
      disabled={isDisabled}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onPress?.();
      }}
    >
      {isBusy ? <span className={styles['busy']} aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps {
  /** What it does; shown on hover and read aloud. */
  readonly label: string;
  readonly icon: IconName;
  readonly onPress: () => void;
  readonly isPressed?: boolean;
  readonly isExpanded?: boolean;
}

/** A button that is only a picture: for the close, the menu and the like. */
export const IconButton = ({ label, icon, onPress, isPressed, isExpanded }: IconButtonProps) => (
  <button type="button" className={styles['icon']} aria-label={label} title={label} aria-pressed={isPressed} aria-expanded={isExpanded} onClick={onPress}>
    <Icon name={icon} />
  </button>
);
