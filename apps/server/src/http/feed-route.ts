import { type ApiContext, appRouter } from '@groundwork/api';
import { callTRPCProcedure, TRPCError } from '@trpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { writeFeed } from './write-feed.ts';

/**
 * The feed at its address under /trpc, past tRPC's own producer: that one holds a chain of web streams for each follower, which at a
 * thousand open pages is most of the time and of the memory. Input, access, events and errors are the procedure's, and each byte is
 * what tRPC would have written.
 */
export function feedRoute(
  app: FastifyInstance,
  parts: {
    contextOf: (request: FastifyRequest) => ApiContext;
    /** tRPC's own answer, for what is no single subscription. */
    answerByTrpc: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
    onStream: (response: ServerResponse) => void;
  },
): void {
  // With a path as all of /trpc have one, for what looks at it on the way.
  app.get('/trpc/:path(^feed$)', { exposeHeadRoute: false }, async (request, reply) => {
    if (isOdd(request)) return parts.answerByTrpc(request, reply);
    const ctx = parts.contextOf(request);
    const ending = new AbortController();
    reply.raw.once('close', () => ending.abort());
    const call = callTRPCProcedure({
      router: appRouter,
      path: 'feed',
      type: 'subscription',
      batchIndex: 0,
      ctx,
      signal: ending.signal,
      getRawInput: async () => readInput(request),
    });
    // Before the first byte: what is refused at the door is told in a stream too, but it has been looked at.
    await call.catch(() => {});
    if (reply.raw.destroyed) return reply.hijack();
    reply.headers(streamHeaders);
    reply.hijack();
    reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
    parts.onStream(reply.raw);
    void writeFeed(reply.raw, call as Promise<AsyncIterable<unknown>>, ctx);
  });
}

const streamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
  vary: 'trpc-accept, accept',
};

/** What tRPC refuses, and words best itself. */
const isOdd = ({ url, headers }: FastifyRequest): boolean =>
  searchOf(url).get('batch') === '1' ||
  (headers['trpc-accept'] ?? headers.accept ?? '').includes('application/jsonl') ||
  /^(multipart\/form-data|application\/octet-stream)/.test(headers['content-type'] ?? '');

const searchOf = (url: string): URLSearchParams => new URL(url, 'http://unused').searchParams;

/** As tRPC reads a subscription's input: where it was, a reconnecting client says beside it. */
function readInput({ url, headers }: FastifyRequest): unknown {
  const searchParams = searchOf(url);
  const text = searchParams.get('input');
  const input: unknown = text ? parse(text) : undefined;
  const lastEventId = headers['last-event-id'] ?? searchParams.get('lastEventId') ?? searchParams.get('Last-Event-Id');
  if (!lastEventId) return input;
  return typeof input === 'object' && input !== null && !Array.isArray(input)
    ? { ...input, lastEventId }
    : (input ?? { lastEventId });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause });
  }
}
