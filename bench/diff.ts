import { diff, type PlanItem } from '../packages/shared/src/plan/index.ts';
import { applied, messyAccount, type Sample } from './diff/messy-account.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const sizes = [500, 1_000, 2_000, 4_000];
const measured = 2_000;
const warmUp = 15;
const runs = 21;
const targetMs = 50;

/**
 * CPU time of one plan over a messy account: of the resources of all eight kinds a quarter is missing, a quarter to be changed, a
 * quarter edited by clients, and the rest as it shall be; beside them as many objects are nobody's business. The reference of each
 * size is what 1,000 resources took, in proportion: a ratio of 1 is linear.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const figures = new Map(sizes.map((size) => [size, measure(messyAccount(size), log)]));
  const perResource = (figures.get(1_000) ?? Number.NaN) / 1_000;
  return [...figures].map(([size, value]) =>
    row({
      name: size === measured ? 'diff' : `diff:${size}`,
      value,
      unit: 'ms',
      reference: perResource * size,
      ...(size === measured ? { target: targetMs } : {}),
    }),
  );
}

/** In milliseconds. */
function measure(sample: Sample, log: (line: string) => void): number {
  for (let index = 0; index < warmUp; index += 1) diff(sample);
  let items: PlanItem[] = [];
  const samples = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    items = diff(sample);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  log(`${sample.resources.length} resources: ${median(samples).toFixed(1)} ms of CPU time; ${applied(items)}`);
  return median(samples);
}
