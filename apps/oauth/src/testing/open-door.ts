import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { freePort } from '@groundwork/db/embedded';

export interface Door {
  port: number;
  /** Again, on the same port. */
  open(): Promise<void>;
  vanish(): void;
  close(): void;
}

/** What stands between us and the server. When it vanishes, its connections neither end nor carry anything. */
export async function openDoor(target: number): Promise<Door> {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  const port = await freePort();
  const open = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await open();
  return {
    port,
    open,
    vanish() {
      for (const socket of sockets) socket.unpipe().pause();
      server.close();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
