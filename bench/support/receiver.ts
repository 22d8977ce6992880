import { accept } from '#rooms/handover/index.ts';
import { openAgency } from './agency.ts';
import { countersign, ownTrust, trust, type Trust } from './agreement.ts';
import { onSteps } from './steps.ts';
import type { AgencyPlace } from './agency.ts';

/** A receiving agency in a process of its own: accepts every offer at once. Its parent speaks first. */
export type Word =
  | { readonly say: 'open'; readonly place: AgencyPlace }
  | { readonly say: 'trust'; readonly peer: Trust }
  | { readonly say: 'sign'; readonly document: Parameters<typeof countersign>[1] }
  | { readonly say: 'stop' };

let agency: Awaited<ReturnType<typeof openAgency>> | undefined;

async function open(place: AgencyPlace): Promise<Trust> {
  const opened = await openAgency(place);
  agency = opened;
  const supervisor = opened.worker(0, 0, 'supervisor');
  onSteps(opened.running.services, (handoverId, status) => {
    if (status === 'proposed') void opened.run(accept as never, supervisor, { handoverId, plan: { place: 'Tapachula' }, teamId: opened.teams[0] }).catch(fail);
  });
  await opened.running.listen();
  return ownTrust(opened);
}

async function answer(word: Word): Promise<unknown> {
  switch (word.say) {
    case 'open': return open(word.place);
    case 'trust': return trust(agency!, word.peer);
    case 'sign': return countersign(agency!, word.document);
    case 'stop':
      await agency?.running.stop();
      return process.exit(0);
  }
}

function fail(error: unknown): never {
  console.error(error);
  return process.exit(1);
}

process.on('message', (word: Word) => void answer(word).then((value) => process.send?.({ value: value ?? null }), fail));
