/**
 * The one catalogue of expected failures (RFC 9457 at the edge). Each code has a text `problem.<code>` in every
 * language that says what happened and what to do; `details` fill the blanks of that text.
 */
export const problemStatus = {
  'input-invalid': 400,
  'sign-in-needed': 401,
  'sign-in-failed': 401,
  'sign-in-locked': 429,
  'second-factor-needed': 401,
  'step-up-needed': 403,
  'not-allowed': 403,
  'purpose-needed': 403,
  'not-found': 404,
  'conflict': 409,
  'already-done': 409,
  'state-changed': 409,
  'erased': 410,
  'too-large': 413,
  'unsupported-media': 415,
  'too-many-requests': 429,
  'child-not-held': 409,
  'child-in-handover': 409,
  'child-closed': 409,
  'child-disputed': 409,
  'erasure-blocked': 409,
  'risk-open': 409,
  'siblings-apart': 409,
  'receiver-is-self': 400,
  'no-agreement': 403,
  'flow-not-allowed': 403,
  'consent-missing': 409,
  'handover-not-open': 409,
  'return-incomplete': 409,
  'four-eyes-needed': 409,
  'not-verified': 409,
  'safety-check-needed': 409,
  'not-joinable': 409,
  'recovering': 503,
  'superseded': 410,
  'unknown-sender': 403,
  'signature-invalid': 401,
  'message-old': 409,
  'message-malformed': 400,
  'version-unsupported': 400,
  'message-not-for-us': 403,
  'clock-skew': 400,
  'peer-unreachable': 502,
  'inbox-full': 503,
  'disk-full': 507,
  'import-invalid': 400,
  'file-invalid': 400,
  'configuration-invalid': 400,
  'node-unreachable': 503,
  'unexpected': 500,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One expected failure: `details` hold codes, counts, field paths and dates, never personal data. */
export interface Problem {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}
