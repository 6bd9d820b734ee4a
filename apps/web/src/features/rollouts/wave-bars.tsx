import type { RolloutView } from '@groundwork/shared/views';
import { plural } from '../../lib/format.ts';
import { hasEnded } from './rollout-state.tsx';

/** The waves one after the other, each as wide as its share of the accounts. */
export function WaveBars({ rollout }: { rollout: RolloutView }) {
  const { waves, state, wave: current } = rollout;
  const isUnderWay = !hasEnded(state) && state !== 'PLANNING' && state !== 'PLANNED';
  const hasBegun = isUnderWay || hasEnded(state);
  const isNamed = waves.length <= maxNamed;
  return (
    <ol aria-label="Waves" className="flex gap-1">
      {waves.map(({ number, total, ended, succeeded, failed, blocked }) => (
        <li
          key={number}
          aria-current={isUnderWay && number === current ? 'step' : undefined}
          title={waveText(rollout, number)}
          className={isNamed ? 'min-w-2 sm:min-w-20' : 'min-w-1'}
          style={{ flexGrow: total, flexBasis: 0 }}
        >
          <span aria-hidden className="flex h-2 overflow-hidden rounded-full bg-line">
            <span className="bg-ok" style={{ width: share(hasBegun ? succeeded : 0, total) }} />
            <span className="bg-bad" style={{ width: share(failed, total) }} />
            <span className="bg-warn" style={{ width: share(blocked, total) }} />
          </span>
          <span
            aria-hidden
            className={`mt-1 text-xs text-muted [&>*]:block [&>*]:truncate ${isNamed ? 'max-sm:hidden block' : 'hidden'}`}
          >
            <span className={isUnderWay && number === current ? 'font-medium text-text' : ''}>{waveName(number)}</span>
            <span className="tabular-nums">
              {hasBegun ? `${ended} of ${total}` : plural(total - blocked, 'account')}
            </span>
          </span>
          <span className="sr-only">{waveText(rollout, number)}</span>
        </li>
      ))}
    </ol>
  );
}

/** More of them have no room for their names. */
const maxNamed = 10;
const share = (part: number, whole: number) => `${(part / Math.max(1, whole)) * 100}%`;

const waveName = (wave: number): string => (wave === 0 ? 'Canary' : `Wave ${wave}`);

function waveText(rollout: RolloutView, number: number): string {
  const wave = rollout.waves.find((known) => known.number === number);
  if (!wave) return '';
  if (rollout.state === 'PLANNED')
    return `${waveName(number)}: ${plural(wave.total - wave.blocked, 'account')}${wave.blocked > 0 ? `, ${wave.blocked} blocked` : ''}`;
  const failed = wave.failed > 0 ? `, ${wave.failed} failed` : '';
  const blocked = wave.blocked > 0 ? `, ${wave.blocked} blocked` : '';
  return `${waveName(number)}: ${wave.ended} of ${plural(wave.total, 'account')} ended${failed}${blocked}`;
}
