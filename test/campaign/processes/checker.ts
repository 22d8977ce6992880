import { createHash, createPublicKey, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import pg from 'pg';

/*
 * Judges a campaign from outside: reads the databases of all nodes with its own SQL, follows the pointers and proves the chains with its
 * own hands. It uses nothing of the product.
 */

export interface Findings {
  readonly lost: string[];
  readonly doubleOwned: string[];
  readonly split: string[];
  readonly unanswered: string[];
  readonly divergentChains: string[];
}

interface Link {
  readonly child_id: string;
  readonly epoch: number;
  readonly from_node: string;
  readonly to_node: string;
  readonly block_hash: string;
  readonly release: string;
  readonly acceptance: string | null;
}
interface Record {
  readonly child_id: string;
  readonly status: string;
  readonly epoch: number;
  readonly pointer: string;
}
interface Books {
  readonly node: string;
  readonly mode: string;
  readonly custody: Map<string, Record>;
  readonly links: Map<string, Link[]>;
  readonly open: string[];
}

async function readBooks(node: string, target: pg.ClientConfig): Promise<Books> {
  const client = new pg.Client(target);
  await client.connect();
  const rows = async <Row>(text: string): Promise<Row[]> => (await client.query(text)).rows as Row[];
  const [state] = await rows<{ mode: string }>('select mode from handover.node_state');
  const custody = await rows<Record>('select child_id, status, epoch, pointer from handover.custody');
  const links = await rows<Link>('select child_id, epoch, from_node, to_node, block_hash, release, acceptance from handover.chain_link order by child_id, epoch');
  const open = await rows<{ handover_id: string; status: string }>(`select handover_id, status from handover.outgoing where status not in ('acknowledged', 'withdrawn', 'declined')
    union all select handover_id, status from handover.incoming where status not in ('taken', 'withdrawn', 'declined')`);
  await client.end();
  return {
    node, mode: state!.mode, custody: new Map(custody.map((row) => [row.child_id, row])), links: Map.groupBy(links, (link) => link.child_id),
    open: open.map(({ handover_id, status }) => `${node} ${handover_id} ${status}`),
  };
}

const decoded = (jws: string, part: 0 | 1): { [name: string]: unknown } => JSON.parse(Buffer.from(jws.split('.')[part]!, 'base64url').toString()) as { [name: string]: unknown };

/** Whether a signed text is by one of these Ed25519 keys. */
function isSignedBy(jws: string, keys: readonly string[]): boolean {
  const [head, payload, signature] = jws.split('.') as [string, string, string];
  return keys.some((x) => verify(null, Buffer.from(`${head}.${payload}`), createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), Buffer.from(signature, 'base64url')));
}

function isLinkProven(link: Link, before: Link | undefined, keysOf: (node: string) => readonly string[]): boolean {
  const block = decoded(link.release, 1);
  const hash = createHash('sha256').update(canonicalize(block)!).digest('base64url');
  const isItself = hash === link.block_hash && block['cid'] === link.child_id && block['epoch'] === link.epoch && block['prevHash'] === (before?.block_hash ?? null);
  if (!isItself || block['from'] !== link.from_node || !isSignedBy(link.release, keysOf(link.from_node))) return false;
  if (link.epoch === 0) return true;
  return link.acceptance !== null && createHash('sha256').update(link.acceptance).digest('base64url') === block['acceptHash'] && isSignedBy(link.acceptance, keysOf(link.to_node));
}

/** @param keys public signing keys (`x` of the JWK) of each node. @param groups siblings who were always offered together */
export async function judge(nodes: readonly { readonly node: string; readonly target: pg.ClientConfig }[], keys: ReadonlyMap<string, readonly string[]>, groups: readonly (readonly string[])[], origins: ReadonlyMap<string, string>): Promise<Findings> {
  const books = await Promise.all(nodes.map(({ node, target }) => readBooks(node, target)));
  const found: Findings = { lost: [], doubleOwned: [], split: [], unanswered: books.flatMap(({ node, mode, open }) => [...(mode === 'up' ? [] : [`${node} ${mode}`]), ...open]), divergentChains: [] };
  for (const group of groups) {
    const places = new Set<string>();
    for (const child of group) {
      const holders = books.filter(({ custody }) => custody.get(child)?.status === 'hold');
      if (holders.length > 1) found.doubleOwned.push(child);
      if (!isFound(books, child, origins.get(child)!)) found.lost.push(child);
      places.add(holders[0]?.node ?? '');
      const chain = holders[0]?.links.get(child) ?? [];
      const isWhole = holders[0] !== undefined && (chain.length === holders[0].custody.get(child)!.epoch + 1 || (chain.length === 0 && holders[0].custody.get(child)!.epoch === 0));
      const isProven = chain.every((link, place) => link.epoch === place && isLinkProven(link, chain[place - 1], (node) => keys.get(node) ?? []));
      const isSame = books.every(({ links }) => (links.get(child) ?? []).every((link) => chain[link.epoch]?.block_hash === link.block_hash));
      if (!isWhole || !isProven || !isSame) found.divergentChains.push(child);
    }
    if (places.size > 1) found.split.push(group.join());
  }
  return found;
}

function isFound(books: readonly Books[], child: string, origin: string): boolean {
  let at = origin;
  for (let hops = 0; hops <= books.length; hops++) {
    const record = books.find(({ node }) => node === at)?.custody.get(child);
    if (record?.status === 'hold') return true;
    if (!record) return false;
    at = record.pointer;
  }
  return false;
}
