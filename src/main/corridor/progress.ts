/** Says what is being done: one moving line in a terminal, one line a step elsewhere. */
export interface Progress {
  step(what: string): void;
  bar(what: string, done: number, all: number): void;
  end(): void;
}

const width = 28;

export function createProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  let last = '';
  let lastShare = -1;
  const show = (line: string, isSameStep: boolean) => {
    if (out.isTTY) out.write(`\r\x1b[2K${line}`);
    else if (!isSameStep) out.write(`${line}\n`);
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
      const bar = all === 0 ? `${done}` : `${'█'.repeat(share)}${'░'.repeat(width - share)} ${done}/${all}`;
      show(out.isTTY ? `${what} ${bar}` : what, what === last);
      last = what;
      lastShare = share;
    },
    end: () => {
      if (out.isTTY && last !== '') out.write('\n');
      last = '';
    },
  };
}
