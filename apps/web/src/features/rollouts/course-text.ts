import type { RolloutSettings } from '@groundwork/shared/views';
import { plural } from '../../lib/format.ts';

/** What a rollout will do, in a sentence: `1 account first, then 10 at a time; halts when the first fails, or more than 10 %.` */
export function courseText(settings: RolloutSettings, total: number): string {
  const words = [order(settings, total), pace(settings, total), halt(settings, total)].filter(Boolean).join('; ');
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

/** A canary is there to be the only one that fails: any of it is too much. */
function halt({ canary, haltAbovePercent }: RolloutSettings, total: number): string {
  if (total <= 1) return '';
  if (haltAbovePercent === 0 || canary >= total) return 'halts as soon as one fails';
  const first = canary === 1 ? 'the first fails' : 'one of the first fails';
  if (haltAbovePercent >= 100) return canary > 0 ? `halts only when ${first}` : 'goes on whatever fails';
  return canary > 0
    ? `halts when ${first}, or more than ${haltAbovePercent} % do`
    : `halts when more than ${haltAbovePercent} % fail`;
}
