import type { ConnectionHealth, ConnectionsView } from '@groundwork/shared/views';
import { textTone } from '../../components/ui/tone.ts';
import { healthLooks } from './health-badge.tsx';

const words: Record<ConnectionHealth, (count: number) => string> = {
  healthy: () => 'healthy',
  attention: (count) => (count === 1 ? 'needs attention' : 'need attention'),
  broken: () => 'broken',
  ended: () => 'ended',
};
const shown: readonly ConnectionHealth[] = ['healthy', 'attention', 'broken'];

/** "12 healthy, 1 needs attention, 0 broken", of grants and locations together. */
export const HealthCounts = ({ counts }: { counts: ConnectionsView['counts'] }) => (
  <span className="flex flex-wrap gap-x-4 gap-y-1" data-counts>
    {[...shown, ...(counts.ended > 0 ? (['ended'] as const) : [])].map((health) => (
      <span key={health} className="inline-flex items-center gap-1.5 tabular-nums">
        <span className={`[&_svg]:size-3.5 ${counts[health] > 0 ? textTone[healthLooks[health].tone] : ''}`}>
          {healthLooks[health].icon}
        </span>
        {counts[health]} {words[health](counts[health])}
      </span>
    ))}
  </span>
);
