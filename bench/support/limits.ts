import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { sql } from 'kysely';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { transact } from '#platform/db/transact.ts';
import type { NodeServices } from '#platform/services.ts';
import type { Limit } from './figure.ts';
import { rateOf, repeat, type Timing } from './measure.ts';

/** Durable commits of one row a second: what the disk under this database gives. @param atOnce connections that write */
export async function commitLimit(target: ConnectionTarget, atOnce: number, share = 1): Promise<Limit> {
  const database = connect({ ...target, maximum: atOnce });
  await sql`create table if not exists public.bench_commit (id bigserial primary key, at timestamptz not null default now())`.execute(database);
  const { perSecond } = await repeat(() => sql`insert into public.bench_commit default values`.execute(database), { count: 1_000_000, warmUp: 20, atOnce, seconds: 2, share });
  await sql`drop table public.bench_commit`.execute(database);
  await database.destroy();
  return { name: atOnce === 1 ? 'commit' : `commit by ${atOnce}`, value: perSecond };
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** Ed25519 signatures a second of one core over a message of `bytes`. */
export const signatureLimit = (bytes = 1024, share = 1): Limit => {
  const message = randomBytes(bytes);
  return { name: 'Ed25519 sign', value: rateOf(() => sign(null, message, privateKey), share) };
};

/** Ed25519 verifications a second of one core over a message of `bytes`. */
export const verificationLimit = (bytes = 1024, share = 1): Limit => {
  const message = randomBytes(bytes);
  const signature = sign(null, message, privateKey);
  return { name: 'Ed25519 verify', value: rateOf(() => verify(null, message, publicKey, signature), share) };
};

/** The least that any reading costs: a transaction with the row scope of a worker in which nothing is read. */
export const emptyRead = ({ database, clock }: NodeServices, share = 1): Promise<Timing> =>
  repeat(() => transact(database, { reach: 'agency', workerId: null, teamIds: [], now: clock.now() }, (transaction) => sql`select 1`.execute(transaction)), { count: 500, share });
