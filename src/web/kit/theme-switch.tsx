import { Icon, type IconName } from './icon.tsx';
import { text } from './text.tsx';
import { setTheme, themes, useTheme, type Theme } from './theme.ts';
import styles from './switches.module.css';

const icons: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' };

/** Light, dark, or as the device has it. */
export function ThemeSwitch() {
  const current = useTheme();
  return (
    <div className={styles['switch']} role="group" aria-label={text('kit.theme')}>
      {themes.map((theme) => (
        <button key={theme} type="button" className={styles['option']} aria-pressed={theme === current} onClick={() => setTheme(theme)}>
          <Icon name={icons[theme]} size={1.1} />{text(`kit.theme.${theme}`)}
        </button>
      ))}
    </div>
  );
}
