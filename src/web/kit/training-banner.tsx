import { text } from './text.tsx';
import styles from './banners.module.css';

/** On every page and print of a training node: colour, pattern and watermark that nobody takes for the real thing. */
export const TrainingBanner = () => (
  <>
    <div className={styles['training']} role="note"><strong>{text('kit.training.title')}</strong><span>{text('kit.training.text')}</span></div>
    <div className={styles['watermark']} aria-hidden="true"><span>{text('kit.training.watermark')}</span></div>
  </>
);
