import { languageNames, switchLanguage, useLanguage, type Language } from './language.ts';
import { text } from './text.tsx';
import styles from './switches.module.css';

/** The desk's languages, each named in itself; the choice is kept in this browser. */
export function LanguageSwitch({ onSwitch }: { readonly onSwitch?: (language: Language) => void }) {
  const current = useLanguage();
  return (
    <div className={styles['switch']} role="group" aria-label={text('kit.language')}>
      {(Object.keys(languageNames) as Language[]).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles['option']}
          aria-pressed={language === current}
          onClick={() => void switchLanguage(language).then(() => onSwitch?.(language))}
        >
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}
