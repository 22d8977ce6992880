import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What a device would do wrong, one thing at a time. */
export interface Flaw {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly isPersonUnverified?: boolean;
  readonly counter?: number;
  readonly isSignedByOther?: boolean;
}

export interface SoftwarePasskey {
  readonly id: string;
  /** Answers `navigator.credentials.create`. */
  create(options: Record<string, unknown>, flaw?: Flaw): Record<string, unknown>;
  /** Answers `navigator.credentials.get`. */
  get(options: Record<string, unknown>, flaw?: Flaw): Record<string, unknown>;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (content: string | Uint8Array): Buffer => createHash('sha256').update(content).digest();

/** A passkey made of software (WebAuthn level 2, ES256, attestation "none"), for one origin. */
export function createSoftwarePasskey(origin: string): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  const point = publicKey.export({ format: 'jwk' });
  const coordinate = (value: string | undefined) => new Uint8Array(Buffer.from(value!, 'base64url'));
  const coseKey = isoCBOR.encode(new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, coordinate(point.x)], [-3, coordinate(point.y)]]));
  let counter = 0;

  const clientData = (type: string, options: Record<string, unknown>, flaw: Flaw) =>
    Buffer.from(JSON.stringify({ type, challenge: flaw.challenge ?? options.challenge, origin: flaw.origin ?? origin, crossOrigin: false }));
  const authenticatorData = (flaw: Flaw, attested: Uint8Array) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(flaw.counter ?? ++counter);
    const flags = 0x01 | (flaw.isPersonUnverified ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0);
    return Buffer.concat([sha256(flaw.rpId ?? new URL(origin).hostname), Buffer.of(flags), count, attested]);
  };
  const envelope = (response: Record<string, unknown>) => ({
    id: text(credentialId), rawId: text(credentialId), type: 'public-key', clientExtensionResults: {}, response,
  });

  return {
    id: text(credentialId),
    create(options, flaw = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey]);
      const authData = new Uint8Array(authenticatorData(flaw, attested));
      const attestationObject = isoCBOR.encode(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]) as never);
      return envelope({ clientDataJSON: text(clientData('webauthn.create', options, flaw)), attestationObject: text(attestationObject), transports: ['internal'] });
    },
    get(options, flaw = {}) {
      const client = clientData('webauthn.get', options, flaw);
      const authData = authenticatorData(flaw, new Uint8Array());
      const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), flaw.isSignedByOther ? other.privateKey : privateKey);
      return envelope({ clientDataJSON: text(client), authenticatorData: text(authData), signature: text(signature) });
    },
  };
}
