import type { Page } from '@playwright/test';
import { rooms } from '#web/desk/rooms.ts';

/** Where the blanks of an address are filled from: what the node lists to whoever is signed in, and where in it the value stands. */
const sources: Readonly<Record<string, readonly [list: string, ...steps: readonly (string | number)[]]>> = {
  childId: ['/api/children?status=open', 'items', 0, 'childId'],
  handoverId: ['/api/handovers?state=open', 'items', 0, 'handoverId'],
  referralId: ['/api/referrals', 'items', 0, 'referralId'],
  nodeId: ['/api/governance/peers', 'peers', 0, 'nodeId'],
  requestId: ['/api/tracing/requests?standing=open', 'items', 0, 'requestId'],
  contactId: ['/api/tracing/contacts', 'items', 0, 'contactId'],
  pairId: ['/api/duplicates', 'items', 0, 'pairId'],
  agreementId: ['/api/governance/agreements', 'agreements', 0, 'terms', 'agreementId'],
};

/** What a small corridor happens not to have at the node that is looked at: two files that may be of one boy, and a referral of his. */
async function recordWhatLacks(page: Page): Promise<void> {
  const post = async (address: string, data: unknown): Promise<unknown> => {
    const answer = await page.request.post(new URL(address, page.url()).href, { data, headers: { 'x-amparo': '1', 'x-request-id': crypto.randomUUID() } });
    if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}: ${await answer.text()}`);
    return answer.json();
  };
  const { teams } = (await (await page.request.get(new URL('/api/session', page.url()).href)).json()) as { teams: { id: string }[] };
  const boy = { givenNames: 'Wilmer Josué', firstSurname: 'Canales', secondSurname: 'Orellana', birth: { precision: 'day', day: '2011-05-09' }, sex: 'M', nationalities: ['HN'], company: 'alone' };
  const received = await Promise.all([1, 2].map(() => post('/api/children', { searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: teams[0]!.id, profile: boy })));
  const { childId } = received[0] as { childId: string };
  await post(`/api/children/${childId}/referrals`, {
    outside: { name: 'Centro de salud La Ceiba de Papel (ficticio)' }, service: 'N04', urgency: 'planned', reason: 'Revisión general', consentOverride: { reason: 'imminent_harm', note: 'peligro inminente' },
  });
}

/** Path of every screen of the desk, as in `rooms.ts`. */
export const screens = rooms.map(({ path }) => path);

/**
 * Gives real addresses of screens, with the first child, handover, referral, agency and agreement that the signed-in worker
 * may see.
 */
export async function findAddresses(page: Page): Promise<(screen: string) => string> {
  const found = new Map([['queue', 'overdue']]);
  await recordWhatLacks(page);
  for (const [blank, [list, ...steps]] of Object.entries(sources)) {
    const answer: unknown = await (await page.request.get(new URL(list, page.url()).href)).json();
    const value = steps.reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], answer);
    if (typeof value === 'string') found.set(blank, value);
  }
  // a candidate stands in her request
  const requestId = found.get('requestId');
  if (requestId !== undefined) {
    const request: unknown = await (await page.request.get(new URL(`/api/tracing/requests/${requestId}`, page.url()).href)).json();
    const candidateId = (request as { candidates?: { childId: string | null }[] }).candidates?.find(({ childId }) => childId !== null)?.childId;
    if (candidateId) found.set('candidateId', candidateId);
  }
  return (screen) => {
    return screen.replaceAll(/:([a-zA-Z]+)/g, (_, blank: string) => {
      if (!found.has(blank)) throw new Error(`${screen}: the node lists no ${blank}; addresses.ts says where one comes from`);
      return found.get(blank)!;
    });
  };
}
