import { percentile } from '../row.ts';

export interface Load {
  p50: number;
  p99: number;
}

/** So many reads, so many at once; each reader asks again as soon as it has its answer. In milliseconds. */
export async function load(read: () => Promise<unknown>, atOnce: number, reads: number): Promise<Load> {
  const latenciesMs: number[] = [];
  let begun = 0;
  const readOn = async () => {
    while (begun++ < reads) {
      const askedAt = performance.now();
      await read();
      latenciesMs.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, readOn));
  return { p50: percentile(latenciesMs, 50), p99: percentile(latenciesMs, 99) };
}
