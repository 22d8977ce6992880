import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { PasskeyJson } from './sign-in.ts';
import { Done, InstantOrNull, InstantText, Token, UuidText } from './words.ts';

/**
 * The worker's own second factors. Every change needs a step-up (`step-up-needed`). Recovery codes are shown once:
 * with the first factor, and when new ones are asked for.
 */
const RecoveryCodes = Type.Array(Type.String());

/** The secret is shown once and counts only after `confirmTotp`. */
export const beginTotp = endpoint({
  method: 'POST',
  path: '/api/session/totp',
  summary: 'Begin to set up codes from an authenticator app',
  input: Type.Object({}),
  output: Type.Object({ secret: Type.String(), otpauthUri: Type.String() }),
});

/** Refuses with `input-invalid` when the code does not fit, `conflict` when nothing was begun. */
export const confirmTotp = endpoint({
  method: 'POST',
  path: '/api/session/totp/confirm',
  summary: 'Confirm the authenticator app with a first code',
  input: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false }),
  output: Type.Object({ recoveryCodes: RecoveryCodes }),
});

export const removeTotp = endpoint({
  method: 'DELETE',
  path: '/api/session/totp',
  summary: 'Remove the authenticator app',
  input: Type.Object({}),
  output: Done,
});

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/session/recovery-codes',
  summary: 'Make new recovery codes; the old ones end',
  input: Type.Object({}),
  output: Type.Object({ recoveryCodes: RecoveryCodes }),
});

export const listPasskeys = endpoint({
  method: 'GET',
  path: '/api/session/passkeys',
  summary: 'My passkeys',
  input: Type.Object({}),
  output: Type.Object({
    passkeys: Type.Array(Type.Object({
      id: UuidText,
      label: Type.String(),
      createdAt: InstantText,
      lastUsedAt: InstantOrNull,
      /** Kept by an account of the maker of the device, so that it survives the loss of the device. */
      isSynced: Type.Boolean(),
    })),
  }),
});

/** `options` goes to `navigator.credentials.create` (`startRegistration({ optionsJSON: options })`). */
export const passkeyRegistrationOptions = endpoint({
  method: 'POST',
  path: '/api/session/passkeys/options',
  summary: 'Ask for a challenge to add a passkey',
  input: Type.Object({}),
  output: Type.Object({ challenge: Token, options: PasskeyJson }),
});

/** `recoveryCodes` is empty when there were some already. Refuses with `input-invalid`, `already-done` for a known passkey. */
export const registerPasskey = endpoint({
  method: 'POST',
  path: '/api/session/passkeys',
  summary: 'Add a passkey',
  input: Type.Object({ challenge: Token, response: PasskeyJson, label: Type.String({ minLength: 1, maxLength: 40 }) }, { additionalProperties: false }),
  output: Type.Object({ id: UuidText, recoveryCodes: RecoveryCodes }),
});

export const removePasskey = endpoint({
  method: 'DELETE',
  path: '/api/session/passkeys/:passkeyId',
  summary: 'Remove a passkey',
  input: Type.Object({ passkeyId: UuidText }),
  output: Done,
});
