import { Type } from 'typebox';
import type { PeerBook } from '#exchange/federation/index.ts';
import { KeptPeer } from '#rooms/governance/schema.ts';
import { listBesideKeys } from './beside-keys.ts';

/** Whom a node trusts, beside its keys: a restore of the database cannot make it forget a peer. */
export const peerBookIn = (keyFolder: string): PeerBook => listBesideKeys(keyFolder, 'peers.json', Type.Array(KeptPeer), 'peers');
