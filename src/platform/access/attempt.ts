import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nodeScope, transact, type Transaction } from '../db/transact.ts';
import type { NodeServices } from '../services.ts';
import { countAttempt, waitSeconds } from './rules/lockout.ts';
import { lockGuard, saveGuard } from './store/guard.ts';

const lockedRefusal = (retryAfterSeconds: number) => refuse('sign-in-locked', { retryAfterSeconds });

/**
 * Begins one attempt under a user name: counts it as failed, in its own transaction, before anything is compared.
 * Refuses with `sign-in-locked` and the seconds to wait, for names that nobody has as well.
 * @param read what the comparison needs, read in the same transaction
 */
export function attempt<T>(node: NodeServices, userNameToken: string, read: (transaction: Transaction) => Promise<T>): Promise<Result<T>> {
  const now = node.clock.now();
  return transact(node.database, nodeScope(now), async (transaction) => {
    const guard = await lockGuard(transaction, userNameToken, now);
    const wait = waitSeconds(guard, now);
    if (wait > 0) return lockedRefusal(wait);
    await saveGuard(transaction, userNameToken, countAttempt(guard, now), now);
    return succeed(await read(transaction));
  });
}
