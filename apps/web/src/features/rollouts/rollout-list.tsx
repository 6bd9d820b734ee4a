import type { RolloutView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Card } from '../../components/ui/card.tsx';
import { Duration, RelativeTime } from '../../components/ui/time.tsx';
import { progressText } from './progress-text.ts';
import { RolloutStateBadge } from './rollout-state.tsx';

export const RolloutList = ({ rollouts }: { rollouts: readonly RolloutView[] }) => (
  <Card className="overflow-hidden">
    <ul aria-label="Rollouts" className="divide-y divide-line">
      {rollouts.map((rollout) => (
        <li key={rollout.id}>
          <Link
            to="/rollouts/$rolloutId"
            params={{ rolloutId: rollout.id }}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span className="w-28 shrink-0">
              <RolloutStateBadge rollout={rollout} />
            </span>
            <span className="min-w-0 flex-1 basis-48">
              <span dir="auto" className="block font-medium">
                {rollout.name}
              </span>
              <span dir="auto" className="block text-sm text-muted">
                {rollout.blueprint.name} v{rollout.blueprint.version}
                {rollout.purpose === 'apply' ? '' : ` · ${purposes[rollout.purpose]}`}
              </span>
            </span>
            <span className="text-sm text-muted tabular-nums sm:max-w-64 sm:text-right lg:max-w-80">
              {progressText(rollout)}
            </span>
            <span className="w-full text-sm text-muted sm:w-44 sm:shrink-0 sm:text-right">
              <RelativeTime iso={rollout.createdAt} />
              <span className="block text-xs">
                {rollout.startedAt ? <Duration from={rollout.startedAt} to={rollout.finishedAt} /> : 'not started'}
                {rollout.createdBy ? ` · ${rollout.createdBy}` : ''}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  </Card>
);

const purposes = { drift: 'undoes drift', install: 'new accounts' };
