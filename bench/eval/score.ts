import type { Answer, Answerer } from './answerer.ts';
import type { Brief } from './brief.ts';
import { type Check, evaluate } from './evaluate.ts';

export interface Result extends Answer {
  brief: Brief;
  checks: Check[];
  passed: number;
}

export interface Score {
  briefs: number;
  briefsPassed: number;
  checks: number;
  checksPassed: number;
  /** Of 1. */
  checkShare: number;
  briefShare: number;
}

/** One brief after the other, so that a provider's limits are not what is measured. */
export async function runBriefs(
  answerer: Pick<Answerer, 'answer'>,
  briefs: readonly Brief[],
  onResult: (result: Result) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  for (const brief of briefs) {
    const answer = await answerer.answer(brief);
    const checks = evaluate(brief, answer.content);
    const result = { ...answer, brief, checks, passed: checks.filter(({ passed }) => passed).length };
    results.push(result);
    onResult(result);
  }
  return results;
}

export function scoreOf(results: readonly Result[]): Score {
  const checks = results.reduce((sum, result) => sum + result.checks.length, 0);
  const checksPassed = results.reduce((sum, { passed }) => sum + passed, 0);
  const briefsPassed = results.filter((result) => result.passed === result.checks.length).length;
  return {
    briefs: results.length,
    briefsPassed,
    checks,
    checksPassed,
    checkShare: checksPassed / checks,
    briefShare: briefsPassed / results.length,
  };
}
