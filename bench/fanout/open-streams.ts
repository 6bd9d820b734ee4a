import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';

const openingAtOnce = 40;
const openingMs = 45_000;

export interface Streams {
  /** When the last stream had an event of this number or a later one, or null while some have not. */
  allReached(id: number): number | null;
  close(): Promise<void>;
}

/** Opens so many streams and waits until each has said something. Bare sockets: a client with objects of its own would be measured. */
export async function openStreams(
  { url, path, cookies }: { url: string; path: string; cookies: readonly string[] },
  count: number,
): Promise<Streams> {
  const agent = new Agent({ maxSockets: Infinity });
  const answers: IncomingMessage[] = [];
  const latest = new Float64Array(count);
  const reachedAt = new Float64Array(count);
  const giveUpAt = performance.now() + openingMs;
  let begun = 0;
  const open = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const headers = { cookie: cookies[index % cookies.length] ?? '', accept: 'text/event-stream' };
      request(new URL(path, url), { agent, headers }, (answer) => {
        answers.push(answer);
        if (answer.statusCode !== 200) reject(new Error(`stream ${index + 1} was answered ${answer.statusCode}.`));
        answer.setEncoding('utf8').on('data', (text: string) => {
          resolve();
          const id = Number(/"id":(\d+)/.exec(text)?.[1] ?? 0);
          if (id <= (latest[index] ?? 0)) return;
          latest[index] = id;
          reachedAt[index] = performance.now();
        });
        // The streams are cut at the end.
        answer.on('error', () => {});
      })
        .on('error', reject)
        .end();
    });
  const openNext = async () => {
    while (begun < count) {
      await open(begun++);
      if (performance.now() > giveUpAt)
        throw new Error(`only ${begun} of ${count} streams opened in ${openingMs / 1000} s: is this machine busy?`);
    }
  };
  await Promise.all(Array.from({ length: openingAtOnce }, openNext));
  return {
    allReached: (id) => (latest.every((each) => each >= id) ? reachedAt.reduce((a, b) => Math.max(a, b), 0) : null),
    async close() {
      const closed = answers.map((answer) => new Promise((resolve) => answer.once('close', resolve)));
      agent.destroy();
      for (const answer of answers) answer.destroy();
      await Promise.all(closed);
    },
  };
}
