import { listen } from '@groundwork/db';
import fastify from 'fastify';
import type { ServerResponse } from 'node:http';

/** The peer: the same event as text, to every open socket, on a NOTIFY. A process of its own. */
const streams = new Set<ServerResponse>();
const app = fastify({ forceCloseConnections: true });

app.get('/stream', (_request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write('event: connected\ndata: {}\n\n');
  streams.add(reply.raw);
  reply.raw.once('close', () => streams.delete(reply.raw));
});
app.get('/metrics', () => `process_resident_memory_bytes ${process.memoryUsage.rss()}\n`);

await listen(process.env.DATABASE_URL ?? '', 'bench', {
  notification: (id) => {
    const event = {
      topic: 'agency',
      id: Number(id),
      at: new Date().toISOString(),
      event: { type: 'accounts.changed' },
    };
    const text = `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const stream of streams) stream.write(text);
  },
  connect: () => {},
  error: (error) => console.error(error),
});
process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
