import type { BridgeCursor } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import { eventsPerPage, openFeed, readEvents } from './event-rows.ts';
import type { Listener } from './listen.ts';
import type { TokenMemory } from './token-memory.ts';

/**
 * Tells the memory what the feed says, for as long as a connection listens. It begins anew with each connection, and
 * where rows are missing. Being late is no danger: each read asks the feed as well (see `claims.ts`).
 */
export async function followFeed(
  ctx: OAuthContext,
  listener: Listener,
  { memory, signal }: { memory: TokenMemory; signal: AbortSignal },
): Promise<void> {
  let followed = null as { connection: number; cursor: BridgeCursor } | null;
  while (!signal.aborted) {
    const turn = listener.turn();
    const connection = listener.connection();
    try {
      if (connection === null) {
        memory.close();
        followed = null;
      } else if (followed?.connection !== connection) {
        memory.close();
        const { cursor } = await openFeed(ctx.db, null);
        followed = { connection, cursor };
        memory.open(cursor.position);
      } else {
        followed = { connection, cursor: await hearOn(ctx, followed.cursor, { memory, turn }) };
      }
    } catch (error) {
      ctx.log.warn({ err: error }, 'the feed of events could not be read; tokens are read from their rows meanwhile');
      memory.close();
      followed = null;
    }
    await listener.hasNews(turn, ctx.timings.heartbeatMs, signal);
  }
  memory.close();
}

/** Answers where the memory stands now. */
async function hearOn(
  ctx: OAuthContext,
  cursor: BridgeCursor,
  { memory, turn }: { memory: TokenMemory; turn: number },
): Promise<BridgeCursor> {
  let { position } = cursor;
  for (;;) {
    // As the streams of the backends do: those at one place share a read.
    const events = await ctx.runs.share(`events:${turn}:${position}`, () => readEvents(ctx.db, position));
    const [first] = events;
    if (first === undefined) break;
    if (first.position !== position + 1) return beginAnew(ctx, memory);
    position += events.length;
    memory.hear(events, position);
    if (events.length < eventsPerPage) return { ...cursor, position };
  }
  // A feed that went back is another one: a standby without the last rows, or a backup.
  const { resumed } = await openFeed(ctx.db, { ...cursor, position });
  return resumed ? { ...cursor, position } : beginAnew(ctx, memory);
}

async function beginAnew(ctx: OAuthContext, memory: TokenMemory): Promise<BridgeCursor> {
  memory.close();
  const { cursor } = await openFeed(ctx.db, null);
  memory.open(cursor.position);
  return cursor;
}
