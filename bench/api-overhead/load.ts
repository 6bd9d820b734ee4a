import { Pool } from 'undici';
import { percentile } from '../row.ts';

export interface Load {
  p50: number;
  p99: number;
  /** Per second. */
  requests: number;
}

export interface Target {
  url: string;
  path: string;
  /** Sent in turn. */
  cookies: readonly string[];
}

/** So many requests over so many kept connections, each of which asks again as soon as it has its answer. */
export async function load({ url, path, cookies }: Target, connections: number, requests: number): Promise<Load> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let sent = 0;
  const ask = async () => {
    while (sent < requests) {
      const cookie = cookies[sent++ % cookies.length] ?? '';
      const askedAt = performance.now();
      const answer = await pool.request({ method: 'GET', path, headers: { cookie } });
      const text = await answer.body.text();
      latenciesMs.push(performance.now() - askedAt);
      if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, ask));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { p50: percentile(latenciesMs, 50), p99: percentile(latenciesMs, 99), requests: requests / seconds };
}
