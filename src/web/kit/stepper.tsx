import { classes } from './classes.ts';
import { text } from './text.tsx';
import styles from './stepper.module.css';

interface StepperProps {
  readonly steps: readonly string[];
  /** Index of the step on the screen. */
  readonly current: number;
}

/** How far along a form of several pages one is. */
export const Stepper = ({ steps, current }: StepperProps) => (
  <nav className={styles['stepper']} aria-label={text('kit.stepper')}>
    <p className={styles['count']}>{text('kit.stepOf', { step: current + 1, count: steps.length })}</p>
    <ol role="list" className={styles['list']}>
      {steps.map((step, index) => (
        <li key={step} className={classes(styles['step'], index < current && styles['done'], index === current && styles['current'])} aria-current={index === current ? 'step' : undefined}>
          <span className={styles['label']}>{step}{index < current && <span className="visually-hidden"> ({text('kit.done')})</span>}</span>
        </li>
      ))}
    </ol>
  </nav>
);
