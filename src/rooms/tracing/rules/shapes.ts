import type { ComparisonBodies } from './comparison.ts';
import type { ContactBodies } from './contact.ts';
import type { PairKind, RequestKind } from './operations.ts';

type Kind = `tracing.${RequestKind | PairKind | 'child-confirmed' | 'child-reunified' | 'child-visited' | `comparison-${keyof ComparisonBodies}` | `contact-${keyof ContactBodies}`}`;

/** Nothing of tracing travels with a child's file: who asks for her, and what the family was asked, stays where it was told. */
export const tracingShapes: Readonly<Record<Kind, 'local'>> = {
  'tracing.requested': 'local',
  'tracing.request-amended': 'local',
  'tracing.request-closed': 'local',
  'tracing.questions-set': 'local',
  'tracing.candidates-found': 'local',
  'tracing.candidate-verified': 'local',
  'tracing.candidate-judged': 'local',
  'tracing.safety-decided': 'local',
  'tracing.family-told': 'local',
  'tracing.reunification-proposed': 'local',
  'tracing.reunification-answered': 'local',
  'tracing.reunified': 'local',
  'tracing.followed-up': 'local',
  'tracing.child-confirmed': 'local',
  'tracing.child-reunified': 'local',
  'tracing.child-visited': 'local',
  'tracing.pair-found': 'local',
  'tracing.pair-gone': 'local',
  'tracing.pair-parted': 'local',
  'tracing.pair-joined': 'local',
  'tracing.pair-reopened': 'local',
  'tracing.comparison-begun': 'local',
  'tracing.comparison-ended': 'local',
  'tracing.comparison-failed': 'local',
  'tracing.comparison-refused': 'local',
  'tracing.contact-opened': 'local',
  'tracing.contact-supported': 'local',
  'tracing.contact-declined': 'local',
  'tracing.contact-heard': 'local',
  'tracing.contact-compared': 'local',
};
