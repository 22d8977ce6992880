import { useId } from 'react';
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** How far; null while nobody knows. */
  readonly value: number | null;
  readonly max: number;
  /** In words, for example "120 de 300 filas". */
  readonly detail?: string;
}

/** How far something long has come. */
export function ProgressBar({ label, value, max, detail }: ProgressBarProps) {
  const id = useId();
  return (
    <div className={styles['progress']}>
      <div className={styles['words']}><label htmlFor={id}>{label}</label>{detail && <span className={styles['detail']}>{detail}</span>}</div>
      <progress id={id} className={styles['bar']} max={max} {...(value === null ? {} : { value })} />
    </div>
  );
}
