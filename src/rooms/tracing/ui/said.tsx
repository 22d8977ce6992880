import type { Instant } from '#kernel/instant.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';

interface SaidLine { readonly what: string; readonly by: string; readonly at: string; readonly words?: string | undefined }

/** What people recorded: what, in whose words, who and when. */
export const SaidList = ({ lines }: { readonly lines: readonly SaidLine[] }) => (
  <KeyValue isStacked rows={lines.map(({ what, by, at, words }) => ({ label: what, value: words ?? what, note: `${by}, ${formatInstant(at as Instant)}` }))} />
);
