import { refuse, type Result } from '#kernel/result.ts';
import { accept, decline, request, retract } from './answers.ts';
import type { CustodyCommand } from './commands.ts';
import { askWitness, close, register, reopen } from './intake.ts';
import { offer, offerNext, withdraw } from './offers.ts';
import { commit, grant, purge, refuseRequest } from './release.ts';
import type { CustodyState } from './state.ts';
import { appoint } from './succession.ts';
import { allRules, type RuleSwitches } from './switches.ts';

/**
 * Decides one command (protocol section 5). Needs the slice of `seedsOf(command)`.
 * Refuses `recovering` and `superseded` when the node may not act; the other codes stand at each command. A child who
 * comes to the door of a recovering node can be registered: that is as if the backup had known her.
 */
export function decideCustody(state: CustodyState, command: CustodyCommand, rules: RuleSwitches = allRules): Result<CustodyState> {
  if (state.mode === 'superseded' || (state.mode === 'recovering' && command.kind !== 'register')) return refuse(state.mode);
  switch (command.kind) {
    case 'register': return register(state, command.childId, command.witnesses);
    case 'ask-witness': return askWitness(state, command.childId, command.witness);
    case 'close': return close(state, command.childId, rules);
    case 'reopen': return reopen(state, command.childId);
    case 'offer': return offer(state, command, rules);
    case 'offer-next': return offerNext(state, command, rules);
    case 'appoint': return appoint(state, command);
    case 'withdraw': return withdraw(state, command.handoverId, command.reason);
    case 'commit': return commit(state, command.handoverId, rules);
    case 'grant': return grant(state, command.handoverId, rules);
    case 'refuse': return refuseRequest(state, command.handoverId);
    case 'purge': return purge(state, command.handoverId);
    case 'accept': return accept(state, command.handoverId);
    case 'decline': return decline(state, command);
    case 'retract': return retract(state, command.handoverId);
    case 'request': return request(state, command.handoverId, command.childIds, command.to);
  }
}
