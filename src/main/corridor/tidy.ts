import { nodeScope, transact } from '#platform/db/transact.ts';
import { assign, complete, overdueDeadlines } from '#rooms/case/index.ts';
import type { Caller } from '#platform/services.ts';
import type { TrainingUser } from '../training/index.ts';
import type { Staff } from './found.ts';
import type { CorridorNode } from './nodes.ts';

/** One in so many deadlines stays overdue, one in so many files without worker: enough to see what the lists are for. */
const forgotten = { deadline: 14, worker: 11 };

/**
 * What people at each agency do day by day without its being part of a story: most files have a worker, most of what
 * fell due was done. Always the same for the same stories.
 */
export async function tidyUp(nodes: readonly CorridorNode[], staff: Staff, users: readonly TrainingUser[], progress: (done: number, all: number) => void): Promise<void> {
  const callersAt = (node: string, wanted: (user: TrainingUser) => boolean): Caller[] => users.filter((user) => user.node === node && wanted(user)).map((user) => staff.callers.get(user.userName)!);
  for (const [index, { training, running }] of nodes.entries()) {
    const { services } = running;
    const supervisor = callersAt(training.key, ({ roles }) => roles.includes('supervisor'))[0]!;
    const workers = callersAt(training.key, ({ roles }) => roles.includes('case_worker'));
    const files = await transact(services.database, nodeScope(services.clock.now()), (transaction) => overdueDeadlines({ node: services, transaction }, services.clock.now()));
    for (const [position, { childId, teamId, workerId, deadlineIds }] of files.entries()) {
      const ofTeam = workers.filter(({ teamIds }) => teamIds.includes(teamId));
      if (workerId === null && ofTeam.length > 0 && position % forgotten.worker !== 0) await assign.run(services, supervisor, { childId, workerId: ofTeam[position % ofTeam.length]!.workerId });
      for (const [place, deadlineId] of deadlineIds.entries()) {
        if ((position * 5 + place) % forgotten.deadline !== 0) await complete.run(services, supervisor, { childId, deadlineId });
      }
    }
    progress(index + 1, nodes.length);
  }
}
