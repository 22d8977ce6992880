import http from 'node:http';
import { canary } from '../canary.ts';

/** Of a hundred requests, so many meet with each fault; what is delayed arrives late, and so out of order. */
export interface ProxyFaults {
  readonly drop: number;
  readonly dropAnswer: number;
  readonly duplicate: number;
  readonly delay: number;
}

export interface Proxy {
  faults: ProxyFaults | null;
  readonly counts: { passed: number; dropped: number; duplicated: number; delayed: number; parted: number };
  /** Requests in which a child's name stood in the clear. */
  leaks: number;
  /** Pairs `sender receiver` (places in the list of nodes) between which nothing passes. */
  readonly parted: Set<string>;
  stop(): Promise<void>;
}

const senderOf = (header: string | undefined): string | undefined => /;keyid="(n_[a-z2-7]{26})\./.exec(header ?? '')?.[1];

async function bytesOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes a request on to a node. */
const pass = (port: number, { method, url, headers }: http.IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer; headers: http.IncomingHttpHeaders }> =>
  new Promise((resolve, reject) => {
    const onward = http.request({ host: '127.0.0.1', port, method: method!, path: url!, headers, timeout: 60_000 }, (response) => {
      bytesOf(response).then((answer) => resolve({ status: response.statusCode!, body: answer, headers: response.headers }), reject);
    });
    onward.on('error', reject);
    onward.end(body);
  });

/**
 * One door before each node: peers know only the doors. A door `first + n` leads to the node at `behind + n`.
 * @param indexOf the place of a node in the list, by its identifier
 */
export async function startProxy(first: number, behind: number, nodes: number, indexOf: (nodeId: string) => number, draw: () => number): Promise<Proxy> {
  const proxy: Omit<Proxy, 'stop'> = { faults: null, counts: { passed: 0, dropped: 0, duplicated: 0, delayed: 0, parted: 0 }, leaks: 0, parted: new Set() };
  const isDue = (share: keyof ProxyFaults) => proxy.faults !== null && draw() < proxy.faults[share];
  const servers = await Promise.all(Array.from({ length: nodes }, (_, index) => new Promise<http.Server>((resolve) => {
    const handle = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
      const body = await bytesOf(request);
      const from = indexOf(senderOf(request.headers['signature-input'] as string | undefined) ?? '');
      if (body.includes(canary)) proxy.leaks++;
      const lose = (fate: 'dropped' | 'parted' | 'delayed') => {
        proxy.counts[fate]++;
        response.destroy();
      };
      if (proxy.parted.has(`${from} ${index}`)) return lose('parted');
      if (isDue('drop')) return lose('dropped');
      if (isDue('delay')) {
        setTimeout(() => void pass(behind + index, request, body).catch(() => undefined), draw() * 3000).unref();
        return lose('delayed');
      }
      const answer = await pass(behind + index, request, body);
      proxy.counts.passed++;
      if (isDue('duplicate')) {
        proxy.counts.duplicated++;
        await pass(behind + index, request, body).catch(() => undefined);
      }
      if (isDue('dropAnswer')) return lose('dropped');
      response.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? 'application/json' });
      response.end(answer.body);
    };
    const server = http.createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
    server.listen(first + index, '127.0.0.1', () => resolve(server));
  })));
  return Object.assign(proxy, {
    stop: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      })));
    },
  });
}
