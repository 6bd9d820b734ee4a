import { type ApiContext, appRouter } from '@groundwork/api';
import { resolveResponse } from '@trpc/server/http';
import type { FastifyReply, FastifyRequest } from 'fastify';

const maxBatchSize = 50;

/**
 * What tRPC's own adapter for Fastify does, but for one thing: that aborts every request, also one that has been answered, and the
 * exception with its stack, which then nobody reads, is a third of what tRPC takes. Here only whoever leaves early is told of.
 */
export async function answerTrpc(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, ctx }: { path: string; ctx: () => ApiContext },
): Promise<void> {
  const left = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort();
  });
  const answer = await resolveResponse({
    router: appRouter,
    path,
    // One request counts once against the rate limit, whatever it carries.
    maxBatchSize,
    req: webRequest(request, left.signal),
    createContext: async () => ctx(),
    error: null,
  });
  await reply.send(answer);
}

/** tRPC looks at the path and the query of its address, and at nothing before them. */
const webRequest = ({ url, method, headers, body }: FastifyRequest, signal: AbortSignal): Request =>
  new Request(new URL(url, 'http://unused'), {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]),
    signal,
    ...(typeof body === 'string' && { body }),
  });
