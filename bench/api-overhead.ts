import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import type { SignedIn } from '../scripts/sign-in.ts';
import { load } from './api-overhead/load.ts';
import type { Load, Target } from './api-overhead/load.ts';
import { openSessions } from './peer/open-sessions.ts';
import { startPeer } from './peer/start-peer.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const blueprints = 10;
const rounds = 5;
const requestsOf = { 1: 1_000, 20: 2_000 } as const;
/** The API takes 1,200 requests a minute of one session; with so many in turn no limit is in the way. */
const sessions = 40;
/**
 * Of the bare route, at one connection. In a trial tRPC alone took 1.5 times a bare route with one query (0.74 to 0.49 ms). Here it
 * is two queries, so the same share has to pay for what else a bare route leaves out: request id, security headers, rate limit,
 * metrics and the log line. A share, because milliseconds differ between machines.
 */
const target = 1.5;

type Connections = keyof typeof requestsOf;

/** `blueprints.list` of a signed-in member, through the real API, beside the same two queries behind a bare Fastify route. */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const instance = await startInstance({ buildWeb: false, useFreePorts: true, log });
  try {
    const { trpc } = await signIn(instance.url);
    await saveBlueprints(trpc);
    const cookies = await openSessions(instance.databaseUrl, (await trpc.session.me.query()).user.id, sessions);
    const bareServer = await startPeer('bench/api-overhead/bare-route.ts', instance.databaseUrl);
    const api: Target = { url: instance.apiUrl, path: '/trpc/blueprints.list', cookies };
    const bare: Target = { url: bareServer.url, path: '/blueprints', cookies };
    await requireSameAnswer(api, bare);
    try {
      const one = await compare(api, bare, 1, log);
      const twenty = await compare(api, bare, 20, log);
      return [...rows(one, '', target * one.bare.p50), ...rows(twenty, '-20')];
    } finally {
      await bareServer.stop();
    }
  } finally {
    await instance.stop();
  }
}

/** Small ones: the lighter the query, the more the rest shows. */
async function saveBlueprints(trpc: SignedIn['trpc']): Promise<void> {
  for (let number = 1; number <= blueprints; number += 1) {
    const source = `groundwork: 1\nname: Client ${number}\nresources: { tag: { lead: { name: lead } } }\n`;
    await trpc.blueprints.save.mutate({ source });
  }
}

/** Both sides do the same work, or the comparison says nothing. */
async function requireSameAnswer(api: Target, bare: Target): Promise<void> {
  const ask = async ({ url, path, cookies: [cookie = ''] }: Target): Promise<unknown> =>
    (await fetch(new URL(path, url), { headers: { cookie } })).json();
  const [wrapped, plain] = await Promise.all([ask(api), ask(bare)]);
  const { result } = wrapped as { result?: { data: unknown } };
  if (!Array.isArray(plain) || plain.length !== blueprints || JSON.stringify(result?.data) !== JSON.stringify(plain))
    throw new Error(`the two sides answer differently:\n${JSON.stringify(wrapped)}\n${JSON.stringify(plain)}`);
}

/** In turns, so that whatever else this machine does falls on both; the first turn only warms up. */
async function compare(
  api: Target,
  bare: Target,
  connections: Connections,
  log: (line: string) => void,
): Promise<{ api: Load; bare: Load }> {
  const turns: { api: Load; bare: Load }[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const plain = await load(bare, connections, requestsOf[connections]);
    turns.push({ bare: plain, api: await load(api, connections, requestsOf[connections]) });
  }
  const medians = (side: 'api' | 'bare'): Load => ({
    p50: median(turns.slice(1).map((turn) => turn[side].p50)),
    p99: median(turns.slice(1).map((turn) => turn[side].p99)),
    requests: median(turns.slice(1).map((turn) => turn[side].requests)),
  });
  const result = { api: medians('api'), bare: medians('bare') };
  log(`${connections} connection(s): tRPC ${result.api.p50.toFixed(2)} ms, bare ${result.bare.p50.toFixed(2)} ms`);
  return result;
}

const rows = ({ api, bare }: { api: Load; bare: Load }, variant: string, p50Target?: number): Row[] => [
  row({
    name: `api-overhead:p50${variant}`,
    value: api.p50,
    unit: 'ms',
    reference: bare.p50,
    ...(p50Target === undefined ? {} : { target: Number(p50Target.toPrecision(4)) }),
  }),
  row({ name: `api-overhead:p99${variant}`, value: api.p99, unit: 'ms', reference: bare.p99 }),
  row({ name: `api-overhead:requests${variant}`, value: api.requests, unit: '/s', reference: bare.requests }),
];
