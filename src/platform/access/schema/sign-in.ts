import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { Session } from './session.ts';
import { NodeIdText, Password, Token, UserName } from './words.ts';

/**
 * Signing in. All of these answer without a session and set the session's cookie (HttpOnly) themselves. A client that
 * is not a browser says `asToken: true`: it gets `token` for `Authorization: Bearer` and no cookie.
 */
export const SignedIn = Type.Object({ session: Session, token: Type.Optional(Token) });
export type SignedIn = Static<typeof SignedIn>;

const asToken = Type.Optional(Type.Boolean());

/** What the options of a passkey call hold is fixed by WebAuthn (`...OptionsJSON`, `...ResponseJSON`); passed through as it is. */
export const PasskeyJson = Type.Unsafe<Record<string, unknown>>({ type: 'object' });

/** Shown before anyone has signed in: whose node this is. */
export const signInPage = endpoint({
  method: 'GET',
  path: '/api/sign-in',
  summary: 'What the sign-in page shows',
  input: Type.Object({}),
  output: Type.Object({
    node: Type.Object({
      id: NodeIdText,
      name: Type.String(),
      shortName: Type.String(),
      country: Type.String(),
      isTraining: Type.Boolean(),
      publicHelpline: Type.String(),
    }),
  }),
});

/**
 * Refuses with `sign-in-failed` (unknown name and wrong password alike), `sign-in-locked` (details `retryAfterSeconds`),
 * or `second-factor-needed`, whose details are `SecondFactorNeeded`.
 */
export const signIn = endpoint({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with user name and password',
  input: Type.Object({ userName: UserName, password: Password, asToken }, { additionalProperties: false }),
  output: SignedIn,
});

const secondFactorMethods = ['totp', 'recovery-code', 'passkey'] as const;

/**
 * Details of the refusal `second-factor-needed`. `totp` and `recovery-code` continue with `signInSecondFactor` and this
 * challenge within five minutes; `passkey` continues with `passkeySignInOptions`, which needs no challenge from here.
 */
export const SecondFactorNeeded = Type.Object({
  challenge: Token,
  methods: Type.Array(Type.Enum([...secondFactorMethods])),
  expiresAt: Type.String(),
});
export type SecondFactorNeeded = Static<typeof SecondFactorNeeded>;

/** Refuses with `sign-in-failed` (wrong or used code, challenge over) or `sign-in-locked`. */
export const signInSecondFactor = endpoint({
  method: 'POST',
  path: '/api/sign-in/second-factor',
  summary: 'Finish signing in with a code',
  input: Type.Object({
    challenge: Token,
    method: Type.Enum(['totp', 'recovery-code']),
    /** Six digits, or a recovery code with or without hyphens. */
    code: Type.String({ minLength: 6, maxLength: 40 }),
    asToken,
  }, { additionalProperties: false }),
  output: SignedIn,
});

/** `options` goes to `navigator.credentials.get` (`startAuthentication({ optionsJSON: options })`). */
export const passkeySignInOptions = endpoint({
  method: 'POST',
  path: '/api/sign-in/passkey/options',
  summary: 'Ask for a passkey challenge',
  input: Type.Object({}),
  output: Type.Object({ challenge: Token, options: PasskeyJson }),
});

/** A passkey is two factors in one (possession, and the device's own check of the person). Refuses with `sign-in-failed`. */
export const passkeySignIn = endpoint({
  method: 'POST',
  path: '/api/sign-in/passkey',
  summary: 'Sign in with a passkey',
  input: Type.Object({ challenge: Token, response: PasskeyJson, asToken }, { additionalProperties: false }),
  output: SignedIn,
});
