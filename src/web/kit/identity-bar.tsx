import type { ReactNode } from 'react';
import { text } from './text.tsx';
import styles from './identity-bar.module.css';

interface IdentityBarProps {
  /** The name as told; when none is known, say so. */
  readonly name: string;
  readonly nickname?: string | undefined;
  /** Short facts in order of weight: age, sex, nationality, language, folio. */
  readonly facts: readonly ReactNode[];
  /** Address of a decrypted photo (blob:). */
  readonly photo?: string | undefined;
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
}

/** The first letters of the first and the last word of a name. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('').toLocaleUpperCase();
}

/** Who this file is about: on top of every page of the file, and always the same. */
export const IdentityBar = ({ name, nickname, facts, photo, badges, actions }: IdentityBarProps) => (
  <header className={styles['bar']}>
    {photo ? <img className={styles['photo']} src={photo} alt={text('kit.identity.photo')} /> : <span className={styles['photo']} aria-hidden="true">{initialsOf(name)}</span>}
    <div className={styles['who']}>
      <p className={styles['name']}>{name}{nickname && <span className={styles['nickname']}> «{nickname}»</span>}</p>
      <ul role="list" className={styles['facts']}>{facts.map((fact, index) => <li key={index}>{fact}</li>)}</ul>
      {badges && <div className={styles['badges']}>{badges}</div>}
    </div>
    {actions && <div className={styles['actions']}>{actions}</div>}
  </header>
);
