import { useEffect, useState } from 'react';
import type { SecondFactorNeeded, Session } from '#platform/access/schema.ts';
import { signInPage } from '#platform/access/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Icon, Mark } from '#web/kit/icon.tsx';
import { LanguageSwitch } from '#web/kit/language-switch.tsx';
import { text } from '#web/kit/text.tsx';
import { TrainingBanner } from '#web/kit/training-banner.tsx';
import { PasswordStep } from './password-step.tsx';
import { SecondStep } from './second-step.tsx';
import styles from './sign-in.module.css';

/** The door: whose node this is, who may enter, and the number for anyone who needs help. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const { value } = useEndpoint(signInPage, {});
  const [second, setSecond] = useState<SecondFactorNeeded | null>(null);
  const node = value?.node;
  const title = text(second ? 'sign-in.second.title' : 'sign-in.title');
  useEffect(() => {
    document.title = `${title} · Amparo`;
  }, [title]);
  return (
    <div className={styles['door']}>
      {node?.isTraining && <TrainingBanner />}
      <div className={styles['halves']}>
        <header className={styles['house']}>
          <p className={styles['brand']}><Mark size={2.2} /><span>Amparo</span></p>
          <p className={styles['promise']}>{text('sign-in.promise')}</p>
          {node?.publicHelpline && (
            <p className={styles['helpline']}>
              <Icon name="phone" />
              <span>{text('sign-in.helpline')} <a href={`tel:${node.publicHelpline.replaceAll(/[^+\d]/g, '')}`}>{node.publicHelpline}</a></span>
            </p>
          )}
        </header>
        <main className={styles['entry']}>
          <div className={styles['form']}>
            <div className={styles['title']}>
              <p className={styles['node']}>{node?.name ?? '\u00a0'}</p>
              <h1>{title}</h1>
            </div>
            {second
              ? <SecondStep needed={second} onSignedIn={onSignedIn} onBack={() => setSecond(null)} />
              : <PasswordStep onSignedIn={onSignedIn} onSecondFactor={setSecond} />}
          </div>
          <footer className={styles['footer']}><LanguageSwitch /></footer>
        </main>
      </div>
    </div>
  );
}
