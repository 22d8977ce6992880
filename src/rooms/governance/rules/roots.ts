import type { BodyKind } from '../schema.ts';

/** A node as it is judged here: its country, what kind of body runs it, and what the trust list of its country says. */
export interface RootCandidate {
  readonly country: string;
  /** Unknown for this node itself: its peers judge it. */
  readonly bodyKind?: BodyKind;
  /** Whether the list of the lost node's country names it as the active coordinator; null where no such list is followed here. */
  readonly coordinates: boolean | null;
}

/**
 * Who may say who follows a lost node. Where a country's trust list is followed, the coordinator whom its root has named there; where
 * none is yet, the child protection authority of the country.
 */
export const mayAppoint = ({ country, bodyKind, coordinates }: RootCandidate, lost: { readonly country: string }): boolean =>
  country === lost.country && (coordinates ?? (bodyKind === undefined || bodyKind === 'child_protection_authority'));
