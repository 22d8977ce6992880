import { abandonServers } from '#platform/db/embedded.ts';

/** What ends the program: until something runs that must be stopped in order, only the databases it started. */
let end: () => void = () => {
  abandonServers();
  process.exit(130);
};

/** From now on Ctrl-C and `kill` leave no database running behind, whatever is under way. */
export function watchSignals(): void {
  process.on('SIGINT', () => end());
  process.on('SIGTERM', () => end());
}

/** Ends the process once by `stop`, also when the terminal and the launcher both pass the signal on. */
export function stopOnSignal(stop: () => Promise<void>, announce: () => void = () => undefined): void {
  let isStopping = false;
  end = () => {
    if (isStopping) return;
    isStopping = true;
    announce();
    stop().then(() => process.exit(0), (error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
}

/** From now on a signal lets the work under way come to its own end. @returns whether one came: to be asked between two steps */
export function haltOnSignal(): () => boolean {
  let isHalted = false;
  end = () => {
    isHalted = true;
  };
  return () => isHalted;
}
