/** Says what is being done: one moving line in a terminal; elsewhere a line a step, and one now and then while it goes on. */
export interface Progress {
  step(what: string): void;
  bar(what: string, done: number, all: number): void;
  end(): void;
}

const width = 28;
/** Milliseconds between two lines of one step where nobody sees a line move. */
const pause = 10_000;

export function createProgress(out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stdout, now: () => number = Date.now): Progress {
  let last = '';
  let lastShare = -1;
  let saidAt = 0;
  const show = (line: string, isSameStep: boolean) => {
    if (out.isTTY) out.write(`\r\x1b[2K${line}`);
    else if (!isSameStep || now() - saidAt >= pause) {
      out.write(`${line}\n`);
      saidAt = now();
    }
  };
  return {
    step: (what) => {
      if (out.isTTY && last !== '') out.write('\n');
      last = what;
      show(what, false);
    },
    bar: (what, done, all) => {
      const share = all === 0 ? done : Math.floor((done / Math.max(1, all)) * width);
      if (what !== last && out.isTTY && last !== '') out.write('\n');
      if (what === last && share === lastShare) return;
      const bar = all > 0 && out.isTTY ? `${'█'.repeat(share)}${'░'.repeat(width - share)} ` : '';
      show(`${what} ${bar}${all === 0 ? done : `${done}/${all}`}`, what === last);
      last = what;
      lastShare = share;
    },
    end: () => {
      if (out.isTTY && last !== '') out.write('\n');
      last = '';
    },
  };
}
