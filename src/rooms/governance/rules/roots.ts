import type { BodyKind } from '../schema.ts';

/** A node as it is judged here: its country, and what kind of body runs it, where that is known. */
export interface RootCandidate {
  readonly country: string;
  /** Unknown for this node itself: its peers judge it. */
  readonly bodyKind?: BodyKind;
}

/**
 * Who may say who follows a lost node: the child protection authority of its country. The one place to change once the roots
 * of each country stand in a signed trust list: then membership in that list decides, and nothing else here does.
 */
export const mayAppoint = (root: RootCandidate, lost: { readonly country: string }): boolean =>
  root.country === lost.country && (root.bodyKind === undefined || root.bodyKind === 'child_protection_authority');
