import type { NodeConfiguration } from '../configuration.ts';
import { finding, type Finding } from './finding.ts';

const patience = 5_000;

/** Whether the node answers on this machine, and says of itself that it may work. */
export async function examineService({ listen: { host, port } }: Pick<NodeConfiguration, 'listen'>): Promise<Finding[]> {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const address = `http://${reached}:${port}`;
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(patience) });
    const { status } = (await answer.json()) as { status?: unknown };
    return [status === 'ready' ? finding('service', 'good', 'ready', { address }) : finding('service', 'bad', 'not-ready', { address, status: String(status) })];
  } catch {
    return [finding('service', 'warning', 'silent', { address })];
  }
}
