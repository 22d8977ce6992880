import weights from './prior-weights.json' with { type: 'json' };
import type { Model } from './rules/model.ts';

/** The weights learned on invented corridors (`generator/learn-weights.ts`): what the engine knows before it sees a registry. */
export const priorModel = weights as unknown as Model;
