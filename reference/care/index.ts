import careTypeRows from './care-types.json' with { type: 'json' };
import finderRows from './finders.json' with { type: 'json' };
import separationCauseRows from './separation-causes.json' with { type: 'json' };
import relationRows from './relations.json' with { type: 'json' };
import solutionCodeRows from './solution-codes.json' with { type: 'json' };
import type { CodeRow, RelationRow, SolutionCode } from '../schema.ts';

export const careTypes = careTypeRows as readonly CodeRow[];
export const finders = finderRows as readonly CodeRow[];
export const separationCauses = separationCauseRows as readonly CodeRow[];
export const relations = relationRows as readonly RelationRow[];
export const solutionCodes = solutionCodeRows as readonly SolutionCode[];
