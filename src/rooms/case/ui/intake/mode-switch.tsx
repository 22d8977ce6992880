import { text } from '#web/kit/text.tsx';
import styles from './intake-page.module.css';

const settingName = 'amparo.intake-mode';
const modes = ['steps', 'whole'] as const;
export type IntakeMode = (typeof modes)[number];

/** What this browser was set to; step by step unless told. */
export const keptMode = (): IntakeMode => (localStorage.getItem(settingName) === 'whole' ? 'whole' : 'steps');

/** Step by step, or all on one page for staff at a desk; remembered on this device. */
export const ModeSwitch = ({ mode, onMode }: { readonly mode: IntakeMode; readonly onMode: (mode: IntakeMode) => void }) => (
  <div className={styles['mode']} role="group" aria-label={text('case-ui.intake.mode')}>
    {modes.map((option) => (
      <button
        key={option} type="button" aria-pressed={mode === option}
        onClick={() => {
          localStorage.setItem(settingName, option);
          onMode(option);
        }}
      >
        {text(`case-ui.intake.mode.${option}`)}
      </button>
    ))}
  </div>
);
