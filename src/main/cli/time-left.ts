import { words } from './command.ts';

/** A line on the error output that tells how far the work is and how long it will still take. */
export interface Progress {
  /** @param share from 0 to 1 of the stage */
  show(stage: string, share: number): void;
  end(): void;
}

/** Milliseconds between two lines; a log file gets one line every ten seconds. */
const pause = { terminal: 200, file: 10_000 };

export function createProgress(output: NodeJS.WriteStream = process.stderr, now: () => number = Date.now): Progress {
  let [stage, began, shown, isOpen] = ['', now(), 0, false];
  return {
    show(name, share) {
      if (name !== stage) [stage, began] = [name, now()];
      const time = now();
      if (share <= 0 || time - began < 1000 || time - shown < (output.isTTY ? pause.terminal : pause.file)) return;
      shown = time;
      const seconds = Math.ceil(((time - began) / share) * (1 - share) / 1000);
      const left = seconds < 120 ? words.name('link.say.seconds', { count: seconds }) : words.name('link.say.minutes', { count: Math.ceil(seconds / 60) });
      const line = words.name('link.say.progress', { stage, percent: Math.round(share * 100), left });
      output.write(output.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
      isOpen = true;
    },
    end() {
      if (isOpen && output.isTTY) output.write('\r\u001b[K');
      isOpen = false;
    },
  };
}
