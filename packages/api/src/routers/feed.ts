import { followAccess, followEvents } from '@groundwork/core';
import { decodeCursor, encodeCursor, maxTopics, topicSchema } from '@groundwork/shared/events';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { memberProcedure, toTrpcError } from '../trpc.ts';

/**
 * The one subscription of a page: all its topics in one stream, since six HTTP/1.1 streams hang an origin.
 * `lastEventId` is the cursor over all topics; the client sends it again on every reconnect. A session or a key that
 * ended, or a role that changed, ends the stream at once.
 */
export const feedProcedure = memberProcedure
  .input(
    z.strictObject({
      topics: z.array(topicSchema).min(1).max(maxTopics),
      lastEventId: z.string().max(8_000).nullish(),
    }),
  )
  .subscription(async function* ({ ctx, input, signal }) {
    const access = followAccess(ctx.core, ctx, ctx.actor, signal ?? AbortSignal.abort());
    const cursor = decodeCursor(input.lastEventId);
    const events = followEvents(ctx, { topics: input.topics, cursor, signal: access.ended });
    try {
      for await (const { event, cursor } of events) yield tracked(encodeCursor(cursor), event);
    } catch (error) {
      // Thrown inside a stream, where no middleware looks any more.
      throw toTrpcError(ctx, 'feed', error);
    } finally {
      access.stop();
    }
  });
