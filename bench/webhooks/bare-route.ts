import fastify from 'fastify';
import pg from 'pg';
import { z } from 'zod';

/** The peer: Fastify and one INSERT, or one for all that came while the one before was under way. A process of its own. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
await pool.query('create table bench_deliveries (id text primary key, body jsonb not null)');
const event = z.object({ webhookId: z.string() });
const app = fastify({ forceCloseConnections: true });

app.post('/webhooks', async ({ body }) => {
  await insert([[event.parse(body).webhookId, JSON.stringify(body)]]);
  return { status: 'stored' };
});

let batch: Delivery[] = [];
let done = Promise.resolve();
app.post('/webhooks/batched', async ({ body }) => {
  batch.push([event.parse(body).webhookId, JSON.stringify(body)]);
  // The first of a batch waits for the one before it; the others go along.
  if (batch.length === 1)
    done = done.then(() => {
      const full = batch;
      batch = [];
      return insert(full);
    });
  await done;
  return { status: 'stored' };
});

process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });

type Delivery = [id: string, body: string];

async function insert(deliveries: readonly Delivery[]): Promise<void> {
  await pool.query(
    'insert into bench_deliveries select * from unnest($1::text[], $2::jsonb[]) on conflict (id) do nothing',
    [deliveries.map(([id]) => id), deliveries.map(([, body]) => body)],
  );
}
