/** What a worker may be, at one node (several are possible). Spanish terms are in `locales` under `role.<role>`. */
export const roles = [
  'case_worker',
  'supervisor',
  'lawyer',
  'consular_officer',
  'shelter_staff',
  'coordinator',
  'monitoring_officer',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

/** Those who work on children's files. Monitoring officers and administrators do not see a child. */
export const fileRoles = ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator'] as const satisfies readonly Role[];
/** Those who may decide on custody of a child for the agency. */
export const custodyRoles = ['case_worker', 'supervisor', 'coordinator'] as const satisfies readonly Role[];
/** Those who see every child of their agency, not only those of their team. */
export const agencyWideRoles = ['supervisor', 'coordinator'] as const satisfies readonly Role[];
