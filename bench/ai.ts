import { measureAdapter } from './ai/adapter.ts';
import { measureCacheHit } from './ai/cache-hit.ts';
import { baselineAnswerer } from './eval/baseline.ts';
import { briefs, heldOut } from './eval/briefs.ts';
import { offlineAnswerer } from './eval/offline.ts';
import { runBriefs, scoreOf } from './eval/score.ts';
import { percentile, row } from './row.ts';
import type { Row } from './row.ts';

const composerRounds = 6;

/**
 * What the assistant costs without the model: an answer from the cache beside a bare SELECT of its row; a call through the adapter
 * beside the bare SDK, both to a server on loopback that answers at once; and the offline composer's time and score over the briefs, beside the
 * score of an answer that has nothing to do with them.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const cacheHit = await measureCacheHit(log);
  const adapter = await measureAdapter(log);
  const composer = await measureComposer(log);
  return [
    row({ name: 'ai:cache-hit', value: cacheHit.p95, unit: 'ms', reference: cacheHit.selectP95 }),
    row({ name: 'ai:adapter', value: adapter.adapterMs, unit: 'ms', reference: adapter.bareMs }),
    row({ name: 'ai:offline', value: composer.p95, unit: 'ms' }),
    row({ name: 'ai:offline-score', value: composer.checkShare * 100, unit: '%', reference: composer.baseline * 100 }),
    row({ name: 'ai:offline-held-out', value: composer.unseen.checkShare * 100, unit: '%' }),
    row({ name: 'ai:offline-briefs', value: composer.briefShare * 100, unit: '%' }),
  ];
}

/** The first round warms up; the score is the same in each. */
async function measureComposer(log: (line: string) => void) {
  const composer = await offlineAnswerer();
  const score = scoreOf(await runBriefs(composer, briefs));
  const unseen = scoreOf(await runBriefs(composer, heldOut));
  const baseline = scoreOf(await runBriefs(baselineAnswerer(), briefs)).checkShare;
  const samples: number[] = [];
  for (let round = 1; round < composerRounds; round += 1)
    for (const brief of briefs) {
      const start = performance.now();
      await composer.answer(brief);
      samples.push(performance.now() - start);
    }
  const p95 = percentile(samples, 95);
  log(
    `composer: p50 ${percentile(samples, 50).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; ${score.checksPassed} of ${score.checks} checks, ${score.briefsPassed} of ${score.briefs} briefs wholly; held out: ${unseen.checksPassed} of ${unseen.checks} checks, ${unseen.briefsPassed} of ${unseen.briefs} briefs wholly`,
  );
  return { p95, baseline, unseen, ...score };
}
