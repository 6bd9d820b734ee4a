import { parseArgs } from 'node:util';
import type { Answerer } from '../bench/eval/answerer.ts';
import { baselineAnswerer } from '../bench/eval/baseline.ts';
import { briefs, heldOut } from '../bench/eval/briefs.ts';
import { modelAnswerer } from '../bench/eval/model.ts';
import { offlineAnswerer } from '../bench/eval/offline.ts';
import { type Result, runBriefs, type Score, scoreOf } from '../bench/eval/score.ts';
import { endWith, say } from './terminal.ts';

/** What the assistant makes of the briefs in `bench/eval`: the model's score with OPENAI_API_KEY, else the offline composer's. */
try {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      offline: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL } = process.env;
  if (values.model !== undefined && !apiKey)
    throw new Error('a model needs OPENAI_API_KEY. Set it, or leave --model out for the offline composer.');
  const answerer =
    apiKey && !values.offline
      ? await modelAnswerer({
          apiKey,
          baseUrl: baseUrl || undefined,
          models: values.model ?? OPENAI_MODEL ?? '',
          log: say,
        })
      : await offlineAnswerer();
  say(`Asking ${answerer.title} ${briefs.length} briefs …`);
  const { results, unseen } = await askAll(answerer);
  const baseline = scoreOf(await runBriefs(baselineAnswerer(), briefs));
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ baseline, heldOut: scoreOf(unseen), ...asJson(answerer.title, results), ...usageOf([...results, ...unseen]) }, null, 2)}\n`,
    );
  else print(answerer.title, results, { baseline, unseen });
} catch (error) {
  endWith(error);
}
process.exit(0);

async function askAll(answerer: Answerer): Promise<{ results: Result[]; unseen: Result[] }> {
  try {
    const results = await runBriefs(answerer, briefs, ({ brief, passed, checks }) =>
      say(`  ${brief.id}: ${passed} of ${checks.length}`),
    );
    // Nobody is to tune by these, so nothing is told of them but the number.
    return { results, unseen: await runBriefs(answerer, heldOut) };
  } finally {
    await answerer.close();
  }
}

function print(
  title: string,
  results: readonly Result[],
  { baseline, unseen }: { baseline: Score; unseen: readonly Result[] },
): void {
  const cells = [
    ['brief', 'trade', 'passed', 'what failed'],
    ...results.map(({ brief, checks, passed, failure }) => [
      brief.id,
      brief.trade,
      `${passed} of ${checks.length}`,
      failure ?? shortened(failedOf(checks).join('; ')),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of cells)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  const score = scoreOf(results);
  const other = scoreOf(unseen);
  process.stdout.write(
    `\n${title}: ${score.checksPassed} of ${score.checks} checks (${percent(score.checkShare)}), ${score.briefsPassed} of ${score.briefs} briefs wholly (${percent(score.briefShare)})\nOver ${other.briefs} briefs that nothing was tuned by: ${other.checksPassed} of ${other.checks} checks (${percent(other.checkShare)}), ${other.briefsPassed} wholly\nFor comparison, one unrelated tag as the answer to all: ${percent(baseline.checkShare)} of the checks, ${baseline.briefsPassed} briefs\n`,
  );
  const { calls, inputTokens, cachedInputTokens, outputTokens, costMicros } = usageOf([...results, ...unseen]);
  if (calls > 0)
    process.stdout.write(
      `${calls} calls, ${inputTokens} tokens in (${cachedInputTokens} from the provider's cache), ${outputTokens} out, ${costMicros === null ? 'at a price not known here' : `$${(costMicros / 1e6).toFixed(4)}`}\n`,
    );
}

function asJson(title: string, results: readonly Result[]) {
  return {
    answered: title,
    ...scoreOf(results),
    results: results.map(({ brief, checks, passed, failure }) => ({
      id: brief.id,
      trade: brief.trade,
      checks: checks.length,
      passed,
      failure,
      failed: failedOf(checks),
    })),
  };
}

function failedOf(checks: Result['checks']): string[] {
  return checks.filter(({ passed }) => !passed).map(({ label }) => label);
}
function shortened(text: string): string {
  return text.length > 140 ? `${text.slice(0, 139)}…` : text;
}
function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function usageOf(results: readonly Result[]) {
  return results.reduce(
    (sum, { attempts, usage }) => ({
      calls: sum.calls + attempts,
      inputTokens: sum.inputTokens + usage.inputTokens,
      cachedInputTokens: sum.cachedInputTokens + usage.cachedInputTokens,
      outputTokens: sum.outputTokens + usage.outputTokens,
      costMicros: sum.costMicros === null || usage.costMicros === null ? null : sum.costMicros + usage.costMicros,
    }),
    { calls: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0 as number | null },
  );
}
