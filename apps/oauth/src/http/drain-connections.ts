import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * From the moment the app closes: requests in flight are answered, each connection ends with its answer, and what waits
 * for a request ends at once. Node alone closes what is idle at that moment and then waits: a connection that was busy
 * stays for the keep-alive time of the other side, and one that never carried a request stays for good.
 */
export function drainConnections(app: FastifyInstance, drainMs: number): void {
  const waiting = new Set<Socket>();
  let isClosing = false;
  let deadline: NodeJS.Timeout | undefined;

  const rest = (socket: Socket): void => {
    if (isClosing) socket.destroySoon();
    else if (!socket.destroyed) waiting.add(socket);
  };
  app.server.on('connection', (socket) => {
    socket.once('close', () => waiting.delete(socket));
    rest(socket);
  });
  app.server.on('request', ({ socket }, response) => {
    waiting.delete(socket);
    response.once('close', () => rest(socket));
  });

  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const socket of waiting) socket.destroySoon();
    deadline = setTimeout(() => app.server.closeAllConnections(), drainMs);
  });
  app.addHook('onClose', async () => clearTimeout(deadline));
}
