import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

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
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    open: () => listen(port),
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
