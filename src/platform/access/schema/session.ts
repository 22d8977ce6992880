import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { Done, InstantOrNull, InstantText, Language, NewPassword, NodeIdText, Password, RoleName, Token, UuidText } from './words.ts';

/** Minutes after which a page without activity covers itself; the server's own idle limit is in `idleExpiresAt`. */
export const screenLockMinutes = 10;

/** Who is signed in, at which node, until when. Times are instants in UTC. */
export const Session = Type.Object({
  sessionId: UuidText,
  workerId: UuidText,
  userName: Type.String(),
  displayName: Type.String(),
  roles: Type.Array(RoleName),
  teams: Type.Array(Type.Object({ id: UuidText, name: Type.String() })),
  language: Language,
  node: Type.Object({
    id: NodeIdText,
    name: Type.String(),
    shortName: Type.String(),
    country: Type.String(),
    place: Type.String(),
    isTraining: Type.Boolean(),
    dutyPhone: Type.String(),
    publicHelpline: Type.String(),
  }),
  signedInAt: InstantText,
  /** Moves with every request. */
  idleExpiresAt: InstantText,
  /** Fixed at sign-in. */
  expiresAt: InstantText,
  /** Until then acts that need a step-up are allowed; null when a step-up is due first. */
  steppedUpUntil: InstantOrNull,
  /** Until the password is changed the session can do nothing else. */
  mustChangePassword: Type.Boolean(),
  secondFactors: Type.Object({ hasTotp: Type.Boolean(), passkeyCount: Type.Integer(), recoveryCodesLeft: Type.Integer() }),
  /** A break-glass opening of this worker waits for review longer than allowed: no other can be made. */
  isBreakGlassLimited: Type.Boolean(),
});
export type Session = Static<typeof Session>;

/** Refuses with `sign-in-needed`. */
export const currentSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who am I',
  input: Type.Object({}),
  output: Session,
});

export const signOut = endpoint({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'Sign out here or everywhere',
  input: Type.Object({ everywhere: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  output: Done,
});

/** The session goes on under a new secret: `token` is present when the session is used as a bearer token. */
const Renewed = Type.Object({ session: Session, token: Type.Optional(Token) });

/** Show once more that it is you; valid for ten minutes. Refuses with `sign-in-failed` or `sign-in-locked`. */
export const stepUp = endpoint({
  method: 'POST',
  path: '/api/session/step-up',
  summary: 'Confirm it is you, with password or code',
  input: Type.Object({ method: Type.Enum(['password', 'totp']), secret: Password }, { additionalProperties: false }),
  output: Renewed,
});

export const stepUpPasskeyOptions = endpoint({
  method: 'POST',
  path: '/api/session/step-up/passkey/options',
  summary: 'Ask for a passkey challenge for a step-up',
  input: Type.Object({}),
  output: Type.Object({ challenge: Token, options: Type.Unsafe<Record<string, unknown>>({ type: 'object' }) }),
});

export const stepUpPasskey = endpoint({
  method: 'POST',
  path: '/api/session/step-up/passkey',
  summary: 'Confirm it is you, with a passkey',
  input: Type.Object({ challenge: Token, response: Type.Unsafe<Record<string, unknown>>({ type: 'object' }) }, { additionalProperties: false }),
  output: Renewed,
});

/**
 * Ends every other session of the worker. Refuses with `sign-in-failed` (current password wrong), `sign-in-locked`, or
 * `input-invalid` with `field: 'password'` and a `reason` that `locales` has a text for (`access.password.<reason>`):
 * `too-short` and `too-long` (only if the schema was not checked before), `too-simple`, `too-common`, `personal`, `unchanged`.
 */
export const changePassword = endpoint({
  method: 'POST',
  path: '/api/session/password',
  summary: 'Change the own password',
  input: Type.Object({ currentPassword: Password, newPassword: NewPassword }, { additionalProperties: false }),
  output: Renewed,
});

export const setLanguage = endpoint({
  method: 'PUT',
  path: '/api/session/language',
  summary: 'Choose the language of the desk',
  input: Type.Object({ language: Language }, { additionalProperties: false }),
  output: Done,
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: 'Where I am signed in',
  input: Type.Object({}),
  output: Type.Object({
    sessions: Type.Array(Type.Object({
      id: UuidText,
      isCurrent: Type.Boolean(),
      signedInAt: InstantText,
      lastSeenAt: InstantText,
      expiresAt: InstantText,
      /** Family only, for example `firefox`, `chrome`, `edge`, `safari`, `other`. */
      browser: Type.String(),
      firstFactor: Type.Enum(['password', 'passkey']),
      secondFactor: Type.Union([Type.Enum(['totp', 'recovery-code', 'passkey']), Type.Null()]),
    })),
  }),
});

/** Refuses with `not-found` when it is not an own, open session. */
export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  summary: 'End one of my sessions',
  input: Type.Object({ sessionId: UuidText }),
  output: Done,
});
