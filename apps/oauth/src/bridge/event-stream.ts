import type { BridgeCursor, BridgeStreamLine } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import { eventsPerPage, openFeed, readEvents } from './event-rows.ts';
import type { Listener } from './listen.ts';

export interface EventStream {
  after: BridgeCursor | null;
  /** Whether this backend may hear of the agency. */
  sees: (companyId: string) => boolean;
  signal: AbortSignal;
}

/** What one backend hears, a line at a time, for as long as it listens. Written at the reader's pace: rows wait, memory does not. */
export async function* eventStream(
  ctx: OAuthContext,
  listener: Listener,
  { after, sees, signal }: EventStream,
): AsyncGenerator<BridgeStreamLine> {
  const { cursor, resumed } = await openFeed(ctx.db, after);
  yield { type: 'hello', cursor, resumed };
  let { position } = cursor;
  while (!signal.aborted) {
    const turn = listener.turn();
    // Streams at one place share a read; the turn keeps a late one from joining a read that began before its news.
    const events = await ctx.runs.share(`events:${turn}:${position}`, () => readEvents(ctx.db, position));
    position = events.at(-1)?.position ?? position;
    const visible = events.filter(({ companyId }) => sees(companyId));
    yield* visible;
    if (events.length > 0 && visible.length === 0) yield { type: 'heartbeat', position };
    if (events.length === eventsPerPage) continue;
    const hasNews = await listener.hasNews(turn, ctx.timings.heartbeatMs, signal);
    if (!hasNews && !signal.aborted) yield { type: 'heartbeat', position };
  }
}
