import type { RolloutSettings } from '@groundwork/shared/views';
import { plural } from '../../lib/format.ts';

/** What a rollout will do, in a sentence: `1 account first, then 10 at a time; halts when more than 10 % of those that ended have failed.` */
export function courseText(settings: RolloutSettings, total: number): string {
  const words = [order(settings, total), pace(settings, total), halt(settings)].filter(Boolean).join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function order({ canary, pauseAfterCanary, ...settings }: RolloutSettings, total: number): string {
  const first = Math.min(canary, total);
  const rest = total - first;
  if (total === 1) return 'the one account';
  if (first === 0) return waves(total, settings, 'all');
  if (rest === 0) return `all ${total} together`;
  const wait = pauseAfterCanary ? ', then waits until somebody says go on' : '';
  return `${plural(first, 'account')} first${wait}, then ${rest === 1 ? 'the last' : waves(rest, settings, 'the other')}`;
}

function waves(
  accounts: number,
  { waveSize, parallel }: Pick<RolloutSettings, 'waveSize' | 'parallel'>,
  all: string,
): string {
  if (accounts <= waveSize) return `${all} ${accounts} together`;
  if (Math.min(waveSize, parallel) === 1) return 'one at a time';
  return parallel < waveSize ? `in waves of ${waveSize}` : `${waveSize} at a time`;
}

/** Only where it is slower than the waves are wide. */
function pace({ canary, waveSize, parallel }: RolloutSettings, total: number): string {
  const widest = Math.max(Math.min(canary, total), Math.min(waveSize, Math.max(0, total - canary)));
  return parallel < widest && parallel > 1 ? `at most ${parallel} at the same time` : '';
}

function halt({ haltAbovePercent }: RolloutSettings): string {
  if (haltAbovePercent === 0) return 'halts at the first that fails';
  if (haltAbovePercent >= 100) return 'goes on whatever fails';
  return `halts when more than ${haltAbovePercent} % of those that ended have failed`;
}
