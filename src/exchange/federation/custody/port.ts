import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { owedMessages } from '#rooms/handover/index.ts';
import type { CustodyPort, DueMessage } from '../ports.ts';
import { areFilesRead } from '../store.ts';
import { signLastBlocks } from './blocks.ts';
import { dueMessageOf } from './due.ts';
import { receiveCustodyEnvelope } from './receive.ts';

/** The handover room, speaking through the wire: what custody/1 owes becomes messages, and messages become its steps. */
export const custodyPort: CustodyPort = {
  types: ['OFFER', 'ACCEPT', 'DECLINE', 'COMMIT', 'ACK', 'WITHDRAW', 'REQUEST', 'RETRACT', 'TRACK', 'BEACON', 'WITNESS', 'SYNC', 'SYNCR'],
  dueMessages: async (unit: UnitOfWork, childIds?: readonly ChildId[]) => {
    const { entries, childrenOf } = await owedMessages(unit, childIds ? { scope: 'slice', childIds, handoverIds: [] } : { scope: 'whole' });
    await signLastBlocks(unit, childIds);
    const due: DueMessage[] = [];
    for (const entry of entries) {
      // her file may say that her way is hidden: nobody is told before it has been read
      if (entry.message.type === 'TRACK' && !(await areFilesRead(unit.transaction, entry.message.group.map(({ childId }) => childId)))) continue;
      due.push(dueMessageOf(entry, childrenOf(entry)));
    }
    return due;
  },
  receive: receiveCustodyEnvelope,
};
