/** Ends the process once by `stop`, also when the terminal and the launcher both pass the signal on. */
export function stopOnSignal(stop: () => Promise<void>, announce: () => void = () => undefined): void {
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    announce();
    stop().then(() => process.exit(0), (error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
