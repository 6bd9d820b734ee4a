import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** The name in OAUTH_DATABASE_URL that moves with the primary: a DNS record, a virtual address, a proxy. */
export interface Address {
  port: number;
  /** Connections to the server before end with it. */
  moveTo(port: number): void;
  close(): Promise<void>;
}

export async function openAddress(first: number): Promise<Address> {
  let target = first;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: () => Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      sockets.delete(socket);
      other().destroy();
    });
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    keep(incoming, () => outgoing);
    keep(outgoing, () => incoming);
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    moveTo(port) {
      target = port;
      cut();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
