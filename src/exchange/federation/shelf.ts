/** How long a file lies ready after a part of it was last asked for. */
const lingering = 60_000;

/** The one file that was read last, so that a peer's many small parts do not read and decrypt it each time. In memory, one file at most. */
export interface Shelf {
  /** @param now milliseconds */
  take(name: string, now: number): Buffer | null;
  put(name: string, content: Buffer, now: number): void;
}

export function createShelf(): Shelf {
  let lying: { readonly name: string; readonly content: Buffer; until: number } | null = null;
  return {
    take(name, now) {
      if (lying && lying.until < now) lying = null;
      if (lying?.name !== name) return null;
      lying.until = now + lingering;
      return lying.content;
    },
    put: (name, content, now) => void (lying = { name, content, until: now + lingering }),
  };
}
