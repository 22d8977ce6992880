import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { PeerBook } from '#exchange/federation/index.ts';
import { KeptPeer } from '#rooms/governance/schema.ts';
import { keepBeside } from './incarnation.ts';

const fileName = 'peers.json';
const Kept = Type.Array(KeptPeer);

/** Whom a node trusts, in a file beside its keys: a restore of the database cannot make it forget a peer. Throws when the file is not what this wrote. */
export const peerBookIn = (keyFolder: string): PeerBook => ({
  read: () => {
    const file = path.join(keyFolder, fileName);
    if (!existsSync(file)) return [];
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Check(Kept, kept)) throw new Error(`${file} is not a list of peers`);
    return kept;
  },
  write: (peers) => keepBeside(keyFolder, fileName, JSON.stringify(peers)),
});
