import net from 'node:net';

/** Ports that are free now, one after the other, for programs that need to know theirs beforehand. */
export async function freePorts(count: number): Promise<number> {
  for (let first = 20_000 + Math.floor(Math.random() * 20_000); ; first += count) {
    const answers = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (answers.every(Boolean)) return first;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
