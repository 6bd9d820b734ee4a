import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152): there a client's
 * connection, even its retry to that very port, may take the port before the server that it was chosen for.
 */
const range = { first: 20_000, count: 12_000 };

/**
 * A TCP port of 127.0.0.1 that nobody listens on, and that no other caller is given while this process lives: the UDP port
 * of the same number is held as the mark of that.
 */
export async function freePort(): Promise<number> {
  const start = Math.floor(Math.random() * range.count);
  for (let tried = 0; tried < range.count; tried += 1) {
    const port = range.first + ((start + tried) % range.count);
    const release = await reserve(port);
    if (!release) continue;
    if (await canListen(port)) return port;
    release();
  }
  throw new Error(`No port of 127.0.0.1 from ${range.first} to ${range.first + range.count - 1} is free.`);
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}

async function reserve(port: number): Promise<(() => void) | undefined> {
  const socket = createSocket('udp4').unref();
  try {
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return () => socket.close();
  } catch {
    socket.close();
    return undefined;
  }
}
