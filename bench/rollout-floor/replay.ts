import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Account } from './open-accounts.ts';

/** The calls that one account got, by route, as the sandbox counts them. */
export type Routes = Readonly<Record<string, number>>;

/**
 * The same calls once more, to other empty accounts, with nothing in between: no plan, no journal, no database. Each account's
 * calls go as fast as GHL's limit lets them, one place for each call that an interval may hold. When a call reaches GHL
 * only its answer tells, so its place is free again one interval after that. Answers how long each account took, in ms.
 */
export async function replay(
  sandboxUrl: string,
  work: readonly { account: Account; routes: Routes }[],
  { burst, intervalMs }: { burst: number; intervalMs: number },
): Promise<number[]> {
  const pool = new Pool(sandboxUrl, { connections: 64, allowH2: false });
  const startedAt = performance.now();
  const took = await Promise.all(
    work.map(async ({ account, routes }) => {
      const calls = callsOf(account, routes);
      const places = Array.from({ length: burst }, async () => {
        for (;;) {
          const call = calls.shift();
          if (!call) return;
          await send(pool, account, call);
          // A timer may be a millisecond early.
          if (calls.length > 0) await sleep(intervalMs + 1);
        }
      });
      await Promise.all(places);
      return performance.now() - startedAt;
    }),
  );
  await pool.close();
  return took;
}

interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: Record<string, string>;
}

function callsOf({ locationId }: Account, routes: Routes): Call[] {
  return Object.entries(routes).flatMap(([route, count]) =>
    Array.from({ length: count }, (_, index) => {
      const [method, path = ''] = route.split(' ');
      if (method !== 'GET' && method !== 'POST') throw new Error(`the replay knows no ${route}.`);
      const filled = path.replace(':locationId', locationId);
      return method === 'GET' ? { method, path: filled } : { method, path: filled, body: bodyOf(path, index) };
    }),
  );
}

function bodyOf(path: string, index: number): Record<string, string> {
  const name = `Replayed ${index}`;
  if (path.endsWith('/tags')) return { name };
  if (path.endsWith('/customValues')) return { name, value: String(index) };
  throw new Error(`the replay knows no body for ${path}.`);
}

async function send(pool: Pool, { accessToken }: Account, { method, path, body }: Call): Promise<void> {
  const answer = await pool.request({
    method,
    path,
    headers: {
      authorization: `Bearer ${accessToken}`,
      version: '2021-07-28',
      'user-agent': 'replay',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode > 299)
    throw new Error(`the replay's ${method} ${path} was answered ${answer.statusCode}: ${text}`);
}
