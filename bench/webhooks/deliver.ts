import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { SignedEvent } from './signed-events.ts';

export interface Delivered {
  answeredIds: string[];
  latenciesMs: number[];
  perSecond: number;
}

const againMs = 100;
const patienceMs = 30_000;

/** Each sender has one delivery under way. What is not answered 200 is an error, or sent again until it is. */
export async function deliver(
  url: URL,
  events: readonly SignedEvent[],
  options: { atOnce: number; sendAgain?: boolean; onAnswer?: (answered: number) => void },
): Promise<Delivered> {
  const { atOnce, sendAgain = false, onAnswer } = options;
  const pool = new Pool(url.origin, { connections: atOnce, pipelining: 1 });
  const answeredIds: string[] = [];
  const latenciesMs: number[] = [];
  const waiting = [...events];
  const startedAt = performance.now();
  const send = async ({ body, signature }: SignedEvent): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-ghl-signature': signature };
    const answer = await pool.request({ method: 'POST', path: url.pathname, headers, body });
    await answer.body.dump();
    return answer.statusCode;
  };
  const sendOn = async () => {
    for (let event = waiting.shift(); event; event = waiting.shift()) {
      for (;;) {
        const sentAt = performance.now();
        const status = await send(event).catch((error: unknown) => String(error));
        if (status === 200) {
          latenciesMs.push(performance.now() - sentAt);
          break;
        }
        if (!sendAgain || performance.now() - startedAt > patienceMs)
          throw new Error(`a delivery to ${url.pathname} was answered: ${status}`);
        await sleep(againMs);
      }
      answeredIds.push(event.id);
      onAnswer?.(answeredIds.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendOn));
  const perSecond = (events.length * 1000) / (performance.now() - startedAt);
  await pool.destroy();
  return { answeredIds, latenciesMs, perSecond };
}
