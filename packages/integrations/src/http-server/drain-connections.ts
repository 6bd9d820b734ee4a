import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Drain {
  /** Say `connection: close` from now on where this is true. */
  readonly isClosing: boolean;
  /** An answer that never ends by itself: its connection is not waited for. */
  endless(response: ServerResponse): void;
  /** The server closes. */
  begin(): void;
  /** It has closed. */
  end(): void;
}

/**
 * From the moment a server closes: requests in flight are answered, each connection ends with its answer, and what waits
 * for a request ends at once. Node alone closes what is idle at that moment and then waits: a connection that was busy
 * stays for the keep-alive time of the other side, and one that never carried a request stays for good.
 */
export function drainConnections(server: Server, drainMs: number): Drain {
  const waiting = new Set<Socket>();
  let isClosing = false;
  let deadline: NodeJS.Timeout | undefined;

  const rest = (socket: Socket): void => {
    if (isClosing) socket.destroySoon();
    else if (!socket.destroyed) waiting.add(socket);
  };
  server.on('connection', (socket) => {
    socket.once('close', () => waiting.delete(socket));
    rest(socket);
  });
  // Before the handler, which may say at once that its answer is endless.
  server.prependListener('request', ({ socket }, response) => {
    waiting.delete(socket);
    response.once('close', () => rest(socket));
  });

  return {
    get isClosing() {
      return isClosing;
    },
    endless: ({ socket }) => void (socket && rest(socket)),
    begin() {
      isClosing = true;
      for (const socket of waiting) socket.destroySoon();
      deadline = setTimeout(() => server.closeAllConnections(), drainMs);
    },
    end: () => clearTimeout(deadline),
  };
}
