import { setTimeout as sleep } from 'node:timers/promises';
import { ZodError } from 'zod';
import { bridgeEventsPath, bridgeHeartbeatMs, bridgeStreamLine } from '@groundwork/shared/bridge';
import type { BridgeCursor, BridgeEvent, BridgeStreamLine } from '@groundwork/shared/bridge';
import type { Replica } from './post.ts';
import { signatureHeaders } from './sign.ts';
import type { BridgeKey } from './sign.ts';

export interface EventWatch {
  replicas: readonly Replica[];
  key: BridgeKey;
  /** Ends the watch. */
  signal: AbortSignal;
  /** Where an earlier process left off; null begins now. */
  after: BridgeCursor | null;
  onEvent(event: BridgeEvent, feed: string): void;
  /** What happened before the cursor is not known: nothing that is held may be trusted unasked. */
  onGap(cursor: BridgeCursor): void;
  onWatched(isWatched: boolean): void;
}

const silenceMs = 3 * bridgeHeartbeatMs;
const maxWaitMs = 5_000;

/** Holds one stream of invalidations, at whichever replica answers, and takes it up where it broke off. */
export async function watchEvents(watch: EventWatch): Promise<void> {
  const { replicas, signal } = watch;
  let { after } = watch;
  let failures = 0;
  for (let turn = 0; !signal.aborted; turn++) {
    const replica = replicas[turn % replicas.length];
    if (!replica) return;
    try {
      for await (const line of streamLines(replica, { ...watch, after })) {
        failures = 0;
        after = take(line, after, watch);
      }
    } catch (error) {
      // Why it broke does not matter here: calls say so, with what to do. What we cannot read we cannot follow: begin anew.
      if (error instanceof ZodError) after = null;
    }
    watch.onWatched(false);
    // The first time round every replica is tried at once.
    const roundsFailed = Math.floor(failures++ / replicas.length);
    const waitMs = Math.min(maxWaitMs, roundsFailed === 0 ? 50 : 100 * 2 ** roundsFailed) * (0.5 + Math.random() / 2);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Effects first, then the new place: a line that broke off is asked for again. */
function take(line: BridgeStreamLine, after: BridgeCursor | null, watch: EventWatch): BridgeCursor | null {
  switch (line.type) {
    case 'hello':
      if (!line.resumed) watch.onGap(line.cursor);
      watch.onWatched(true);
      return line.cursor;
    case 'event':
      if (!after) throw new Error('The OAuth service told news before it said where its stream begins.');
      watch.onEvent(line, after.feed);
      return { ...after, position: line.position };
    case 'heartbeat':
      return after && { ...after, position: line.position };
  }
}

async function* streamLines({ pool }: Replica, { key, after, signal }: EventWatch): AsyncGenerator<BridgeStreamLine> {
  const body = JSON.stringify({ after });
  const answer = await pool.request({
    path: bridgeEventsPath,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signatureHeaders(key, bridgeEventsPath, body) },
    body,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    signal,
  });
  if (answer.statusCode !== 200) {
    await answer.body.dump();
    throw new Error(`The OAuth service answered status ${answer.statusCode} to the stream of invalidations.`);
  }
  let rest = '';
  for await (const chunk of answer.body.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield bridgeStreamLine.parse(JSON.parse(line));
  }
}
