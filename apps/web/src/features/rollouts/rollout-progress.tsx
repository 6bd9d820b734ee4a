import type { RolloutView } from '@groundwork/shared/views';
import { ProgressBar } from '../../components/ui/progress-bar.tsx';
import { progressText } from './progress-text.ts';
import { WaveBars } from './wave-bars.tsx';

/** While it is planned, how many plans there are; then the waves, where there is something to go in waves. */
export function RolloutProgress({ rollout }: { rollout: RolloutView }) {
  const { state, counts, total } = rollout;
  const text = progressText(rollout);
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium tabular-nums">{text}</p>
      {state === 'PLANNING' ? (
        <ProgressBar
          label="Progress of the planning"
          text={text}
          max={total}
          parts={[
            { value: total - counts.PLANNING - counts.BLOCKED, tone: 'info' },
            { value: counts.BLOCKED, tone: 'bad' },
          ]}
        />
      ) : state === 'PLANNED' && counts.PLANNED === 0 ? null : (
        <WaveBars rollout={rollout} />
      )}
    </div>
  );
}
