import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { request as send } from 'undici';

/** GHL behind a door of the test's own: every refresh is seen, and can be held on its way in or out. */
export interface WatchedGhl {
  url: string;
  refreshes: WatchedRefresh[];
  /** How many refreshes were under way at once, at most. */
  mostAtOnce(): number;
  /** Stops the next refresh, on its way to GHL or with GHL's answer on its way back; or the answer to a mint. */
  hold(side: 'before GHL acts' | 'after GHL acted' | 'after a mint'): Hold;
  close(): Promise<void>;
}

export interface WatchedRefresh {
  /** Null while it has no answer. */
  status: number | null;
  /** GHL called the token spent. */
  isRefused: boolean;
}

export interface Hold {
  reached: Promise<void>;
  /** Resolves when the caller has died or given up. */
  left: Promise<void>;
  release(): void;
  /** Cuts the connection instead: the caller never learns what became of it. */
  drop(): void;
}

export async function watchGhl(ghlUrl: string): Promise<WatchedGhl> {
  const refreshes: WatchedRefresh[] = [];
  const holds: (Gate & { side: string })[] = [];
  let underWay = 0;
  let most = 0;

  const pass = async (side: string, outgoing: ServerResponse): Promise<void> => {
    const index = holds.findIndex((hold) => hold.side === side);
    const [gate] = index < 0 ? [] : holds.splice(index, 1);
    if (gate === undefined) return;
    outgoing.once('close', gate.leave);
    gate.drop = () => outgoing.destroy();
    gate.reach();
    await gate.opened;
  };

  const refresh = async (incoming: IncomingMessage, outgoing: ServerResponse, body: string): Promise<void> => {
    const seen: WatchedRefresh = { status: null, isRefused: false };
    refreshes.push(seen);
    most = Math.max(most, ++underWay);
    outgoing.once('close', () => (underWay -= 1));
    await pass('before GHL acts', outgoing);
    // A caller that died meanwhile has sent nothing.
    if (outgoing.destroyed) return;
    const answer = await forward(ghlUrl, incoming, body);
    await pass('after GHL acted', outgoing);
    Object.assign(seen, { status: answer.status, isRefused: answer.body.includes('invalid_grant') });
    reply(outgoing, answer);
  };

  const server = createServer((incoming, outgoing) => {
    const serve = async () => {
      const body = await text(incoming);
      if (body.includes('grant_type=refresh_token')) return refresh(incoming, outgoing, body);
      const answer = await forward(ghlUrl, incoming, body);
      if (incoming.url === '/oauth/locationToken') await pass('after a mint', outgoing);
      reply(outgoing, answer);
    };
    serve().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    refreshes,
    mostAtOnce: () => most,
    hold(side) {
      const gate = { side, ...createGate() };
      holds.push(gate);
      return { reached: gate.reached, left: gate.left, release: gate.open, drop: () => gate.drop() };
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Gate extends Pick<Hold, 'reached' | 'left'> {
  reach: () => void;
  leave: () => void;
  opened: Promise<void>;
  open: () => void;
  drop: () => void;
}

function createGate(): Gate {
  const [reached, left, opened] = [gateStep(), gateStep(), gateStep()];
  return {
    reached: reached.promise,
    reach: reached.resolve,
    left: left.promise,
    leave: left.resolve,
    opened: opened.promise,
    open: opened.resolve,
    drop: () => undefined,
  };
}

const gateStep = () => Promise.withResolvers<void>();

interface Answer {
  status: number;
  type: string;
  body: string;
}

async function forward(ghlUrl: string, { method, url, headers }: IncomingMessage, body: string): Promise<Answer> {
  const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
  const answer = await send(ghlUrl + (url ?? '/'), {
    method: method === 'POST' ? 'POST' : 'GET',
    headers: rest,
    ...(body === '' ? {} : { body }),
  });
  const type = String(answer.headers['content-type'] ?? 'text/plain');
  return { status: answer.statusCode, type, body: await answer.body.text() };
}

const reply = (outgoing: ServerResponse, { status, type, body }: Answer): unknown =>
  outgoing.writeHead(status, { 'content-type': type }).end(body);
