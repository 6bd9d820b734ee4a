import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Stands before a server, as a network does. */
export interface Relay {
  url: string;
  /** While it is away every connection ends at once, those that are open too. */
  setAway(isAway: boolean): void;
  close(): void;
}

export async function openRelay(target: string): Promise<Relay> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let away = false;
  const server = createServer((incoming, answer) => {
    const headers = { ...incoming.headers, host: to.host };
    const { url, method } = incoming;
    const onward = request({ hostname: to.hostname, port: to.port, path: url, method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.on('error', () => answer.destroy()).pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', (socket) => {
    if (away) return socket.destroy();
    sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setAway(isAway) {
      away = isAway;
      if (away) drop();
    },
    close() {
      server.close();
      drop();
    },
  };
}
