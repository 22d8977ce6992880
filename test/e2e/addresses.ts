import type { Page } from '@playwright/test';
import { rooms } from '#web/desk/rooms.ts';

/** Where the blanks of an address are filled from: what the node lists to whoever is signed in, and where in it the value stands. */
const sources: Readonly<Record<string, readonly [list: string, ...steps: readonly (string | number)[]]>> = {
  childId: ['/api/children?status=open', 'items', 0, 'childId'],
  handoverId: ['/api/handovers?state=open', 'items', 0, 'handoverId'],
  referralId: ['/api/referrals', 'items', 0, 'referralId'],
  nodeId: ['/api/governance/peers', 'peers', 0, 'nodeId'],
  requestId: ['/api/tracing/requests?standing=open', 'items', 0, 'requestId'],
  pairId: ['/api/duplicates', 'items', 0, 'pairId'],
  agreementId: ['/api/governance/agreements', 'agreements', 0, 'terms', 'agreementId'],
};

/** What a small corridor may happen not to have at the node that is looked at. */
const mayLack: ReadonlySet<string> = new Set(['referralId', 'requestId', 'pairId', 'candidateId']);

/** Path of every screen of the desk, as in `rooms.ts`. */
export const screens = rooms.map(({ path }) => path);

/**
 * Gives real addresses of screens, with the first child, handover, referral, agency and agreement that the signed-in worker
 * may see.
 * @returns the address of a screen's path; null where this corridor has none of what the screen shows, which only `mayLack` may be
 */
export async function findAddresses(page: Page): Promise<(screen: string) => string | null> {
  const found = new Map([['queue', 'overdue']]);
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
    const lacking = [...screen.matchAll(/:([a-zA-Z]+)/g)].map(([, blank]) => blank!).filter((blank) => !found.has(blank));
    if (lacking.some((blank) => !mayLack.has(blank))) throw new Error(`${screen}: the node lists no ${lacking.join(', ')}; addresses.ts says where one comes from`);
    return lacking.length > 0 ? null : screen.replaceAll(/:([a-zA-Z]+)/g, (_, blank: string) => found.get(blank)!);
  };
}
