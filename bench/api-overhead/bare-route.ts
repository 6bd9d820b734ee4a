import { type Core, listBlueprints, resolveSession } from '@groundwork/core';
import { connect } from '@groundwork/db';
import fastify from 'fastify';

/** The peer: Fastify and the two queries of `blueprints.list` (who asks, and the list), nothing else. A process of its own. */
const db = connect(process.env.DATABASE_URL ?? '', { maxConnections: 12, applicationName: 'bench-bare-route' });
// The two verbs use no more of it.
const core = { db, now: () => new Date() } as Core;
const app = fastify({ forceCloseConnections: true });

app.get('/blueprints', async (request, reply) => {
  const session = /gw_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const actor = await resolveSession(core, session);
  return actor ? listBlueprints({ ...core, actor }) : reply.code(401).send();
});

process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
