import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The port of this cluster: chosen once, so that a tool pointed at it keeps working, and again only when someone took it. */
export async function choosePort(folder: string): Promise<number> {
  const file = join(folder, 'groundwork.port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = (remembered > 0 && (await listenOnce(remembered))) || (await listenOnce(0));
  if (!port) throw new Error('There is no free port on 127.0.0.1 for PostgreSQL.');
  if (port !== remembered) await writeFile(file, String(port));
  return port;
}

const listenOnce = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : undefined));
    });
  });
