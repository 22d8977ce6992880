import definitionRows from './definitions.json' with { type: 'json' };
import procedureRows from './procedures.json' with { type: 'json' };
import returnMessageRows from './return-messages.json' with { type: 'json' };
import documentRows from './documents.json' with { type: 'json' };
import obligationRows from './obligations.json' with { type: 'json' };
import clockRows from './clocks.json' with { type: 'json' };
import type { Clock, Obligation } from '#rooms/law/schema.ts';
import type { Definition, Document, Procedure, ReturnMessage } from '../schema.ts';

export const definitions = definitionRows as readonly Definition[];
export const procedures = procedureRows as readonly Procedure[];
export const returnMessages = returnMessageRows as readonly ReturnMessage[];
export const documents = documentRows as readonly Document[];
export const obligations = obligationRows as readonly Obligation[];
export const clocks = clockRows as readonly Clock[];
