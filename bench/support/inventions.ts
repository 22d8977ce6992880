import type { InputOf } from '#kernel/endpoint.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import { trainingCorridor, type TrainingEvent, type TrainingStory } from '#main/training/index.ts';
import type { NoteKind, receiveChild } from '#rooms/case/schema.ts';

/** One invented child: what was told at intake, and what was noted later. */
export interface Invention {
  readonly receivedAt: Instant;
  readonly intake: Omit<InputOf<typeof receiveChild>, 'teamId' | 'workerId'>;
  readonly notes: readonly { readonly at: Instant; readonly kind: NoteKind; readonly text: string }[];
}

/** Children of the training corridor without end, each seed telling about 300 others. @param today none was received later */
export function* inventChildren(today: Instant, firstSeed = 1): Generator<Invention, never> {
  for (let seed = firstSeed; ; seed++) for (const story of trainingCorridor(seed, today).stories) yield* childrenOf(story, today);
}

function* childrenOf({ children, events }: TrainingStory, today: Instant): Generator<Invention> {
  for (const { key, intake } of children) {
    const own = events.filter((event): event is Extract<TrainingEvent, { child: string }> => 'child' in event && event.child === key);
    const received = own.find(({ kind }) => kind === 'received');
    if (!received) continue;
    const notes = own.flatMap((event) => (event.kind === 'note-written' ? [{ at: addHours(today, event.hour), kind: event.noteKind, text: event.text }] : []));
    yield { receivedAt: addHours(today, received.hour), intake, notes };
  }
}
