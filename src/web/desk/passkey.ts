import { passkeySignIn, passkeySignInOptions, passkeyRegistrationOptions, registerPasskey, stepUpPasskey, stepUpPasskeyOptions } from '#platform/access/schema.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { refuse, type Result } from '#kernel/result.ts';
import { call } from '#web/device/call.ts';

/** Whether this browser can use passkeys here: they need https, or this machine itself. */
export const canUsePasskeys = (): boolean => 'PublicKeyCredential' in window && window.isSecureContext;

type Options = Record<string, unknown>;

/** Lets the device answer a challenge; a worker who closes its window, or a device without a passkey, is a refusal. */
async function prove(options: Options): Promise<Result<Options>> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  try {
    const answer = await startAuthentication({ optionsJSON: options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'] });
    return { ok: true, value: answer as unknown as Options };
  } catch {
    return refuse('sign-in-failed');
  }
}

export async function signInByPasskey(): Promise<Result<OutputOf<typeof passkeySignIn>>> {
  const asked = await call(passkeySignInOptions, {});
  if (!asked.ok) return asked;
  const proof = await prove(asked.value.options);
  return proof.ok ? await call(passkeySignIn, { challenge: asked.value.challenge, response: proof.value }) : proof;
}

export async function stepUpByPasskey(): Promise<Result<OutputOf<typeof stepUpPasskey>>> {
  const asked = await call(stepUpPasskeyOptions, {});
  if (!asked.ok) return asked;
  const proof = await prove(asked.value.options);
  return proof.ok ? await call(stepUpPasskey, { challenge: asked.value.challenge, response: proof.value }) : proof;
}

/** Makes a passkey on this device and gives its public half to the node. */
export async function addPasskey(label: string): Promise<Result<OutputOf<typeof registerPasskey>>> {
  const asked = await call(passkeyRegistrationOptions, {});
  if (!asked.ok) return asked;
  const { startRegistration } = await import('@simplewebauthn/browser');
  try {
    const answer = await startRegistration({ optionsJSON: asked.value.options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'] });
    return await call(registerPasskey, { challenge: asked.value.challenge, response: answer as unknown as Options, label });
  } catch {
    return refuse('sign-in-failed');
  }
}
