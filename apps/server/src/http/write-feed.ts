import { type ApiContext, appRouter } from '@groundwork/api';
import { getTRPCErrorFromUnknown, getTRPCErrorShape, isTrackedEnvelope } from '@trpc/server';
import type { ServerResponse } from 'node:http';

const config = appRouter._def._config;
const defaultPingMs = config.sse?.ping?.intervalMs ?? 15_000;

/** tRPC sends no `retry:` field, and browsers then wait three seconds before they come back. The rest is as tRPC writes it. */
const opening = `retry: 500\n\nevent: connected\ndata: ${JSON.stringify(config.sse?.client ?? {})}\n\n\n`;
const ping = 'event: ping\ndata: \n\n\n';
const closing = 'event: return\ndata: \n\n\n';

/** Writes a subscription to its end. Nothing is queued here: while the reader's side is full, nothing more is asked for. */
export async function writeFeed(
  response: ServerResponse,
  call: Promise<AsyncIterable<unknown>>,
  ctx: ApiContext,
  pingMs = defaultPingMs,
): Promise<void> {
  // The headers by themselves: Node keeps their text as long as the stream lives, and before it is written that is a tree of pieces.
  response.cork();
  response.flushHeaders();
  response.write(opening);
  response.uncork();
  let isStalled = false;
  const timer = setInterval(() => {
    // By now its client has given up on the stream and come back elsewhere (`reconnectAfterInactivityMs`), or never will.
    if (isStalled && response.writableNeedDrain) response.destroy();
    isStalled = response.writableNeedDrain;
    if (!isStalled) response.write(ping);
  }, pingMs);
  try {
    for await (const value of await call) {
      if (response.destroyed) return;
      timer.refresh();
      if (!response.write(frameOf(value))) await drained(response);
    }
    if (!response.destroyed) response.end(closing);
  } catch (cause) {
    if (!response.destroyed) response.end(errorFrame(cause, ctx));
  } finally {
    clearInterval(timer);
  }
}

/** The text of an event, made once for all who follow its topic. */
const texts = new WeakMap<object, string>();

function frameOf(value: unknown): string {
  if (!isTrackedEnvelope<object>(value)) throw new Error('The feed said something without an id.');
  const [id, data] = value;
  let text = texts.get(data);
  if (text === undefined) {
    text = JSON.stringify(config.transformer.output.serialize(data));
    texts.set(data, text);
  }
  return `data: ${text}\nid: ${id}\n\n\n`;
}

function errorFrame(cause: unknown, ctx: ApiContext): string {
  const error = getTRPCErrorFromUnknown(cause);
  const shape = getTRPCErrorShape({ config, error, type: 'subscription', path: 'feed', input: undefined, ctx });
  return `event: serialized-error\ndata: ${JSON.stringify(config.transformer.output.serialize(shape))}\n\n\n`;
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
