import { createHash } from 'node:crypto';

/** What happened in a run, in order. Two runs are the same when their hashes are. */
export interface EventLog {
  readonly count: number;
  readonly hash: string;
  /** The last of them, for a report. */
  readonly tail: readonly string[];
  write(line: string): void;
}

const kept = 60;

/** @param onLine called with each line, for a run that is watched */
export function createEventLog(onLine: (line: string) => void = () => undefined): EventLog {
  const tail: string[] = [];
  let hash = '';
  let count = 0;
  return {
    get count() { return count; },
    get hash() { return hash; },
    tail,
    write(line) {
      hash = createHash('sha256').update(hash).update(line).digest('hex');
      count++;
      tail.push(`${count} ${line}`);
      if (tail.length > kept) tail.shift();
      onLine(line);
    },
  };
}
