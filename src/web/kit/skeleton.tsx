import { classes } from './classes.ts';
import { text } from './text.tsx';
import styles from './skeleton.module.css';

/** The shape of text that is on its way; never for more than what is really loading. */
export const Skeleton = ({ lines = 3 }: { readonly lines?: number }) => (
  <div className={styles['skeleton']} role="status">
    <span className="visually-hidden">{text('kit.loading')}</span>
    {Array.from({ length: lines }, (_, index) => <span key={index} aria-hidden="true" className={classes(styles['line'], styles[`width${index % 3}`])} />)}
  </div>
);
