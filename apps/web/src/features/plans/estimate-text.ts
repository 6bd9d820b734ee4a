import type { PlanEstimate } from '@groundwork/shared/views';
import { formatDuration, plural } from '../../lib/format.ts';

/** `about 88 calls, 12 s at the budget now (100 per 10 s)`. */
export function estimateText({ calls, seconds, budget }: PlanEstimate): string {
  const count = calls.read + calls.write + calls.verify;
  const free = budget.free < Math.min(count, budget.limit) ? `, ${budget.free} free now` : '';
  return `about ${plural(count, 'call')}, ${roughly(seconds)} at the budget now (${budget.limit} per ${budget.intervalSeconds} s${free})`;
}

/** What the calls are for. */
export const callsText = ({ calls: { read, write, verify } }: PlanEstimate): string =>
  `${read} to look once more before writing, ${write} to write, ${verify} to verify`;

/** Tenths would promise what an estimate cannot hold, and so would one second. */
function roughly(seconds: number): string {
  if (seconds <= 2) return 'a second or two';
  return seconds < 9.5 ? `${Math.ceil(seconds)} s` : formatDuration(seconds * 1_000);
}
