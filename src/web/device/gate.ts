/** What the shell does when the node asks for something before it answers. */
interface Gate {
  /** Asks the worker to confirm who they are; true when they did. */
  readonly stepUp: () => Promise<boolean>;
  /** The session has ended. */
  readonly signedOut: () => void;
}

let gate: Gate | undefined;
let asking: Promise<boolean> | undefined;

/** Sets what happens; returns how to take it back. */
export function keepGate(keeper: Gate): () => void {
  gate = keeper;
  return () => {
    if (gate === keeper) gate = undefined;
  };
}

/** Several calls that need a step-up at once open one dialog. */
export async function askForStepUp(): Promise<boolean> {
  asking ??= gate?.stepUp();
  try {
    return (await asking) ?? false;
  } finally {
    asking = undefined;
  }
}

export const noteSignedOut = (): void => gate?.signedOut();
