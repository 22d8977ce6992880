import riskCodeRows from './risk-codes.json' with { type: 'json' };
import needRows from './needs.json' with { type: 'json' };
import type { Need, RiskCode } from '../schema.ts';

export const riskCodes = riskCodeRows as readonly RiskCode[];
export const needs = needRows as readonly Need[];
