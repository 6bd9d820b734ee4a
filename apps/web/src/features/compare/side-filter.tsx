import type { ComparisonView } from '@groundwork/shared/views';
import { Card } from '../../components/ui/card.tsx';
import { textTone, type Tone } from '../../components/ui/tone.ts';
import { countSides, type Side, sides } from './filter-rows.ts';

interface SideFilterProps {
  view: ComparisonView;
  chosen: Side | null;
  onChoose: (side: Side | null) => void;
}

/** The comparison in numbers. A number shows its rows alone; once more, all of them. */
export function SideFilter({ view, chosen, onChoose }: SideFilterProps) {
  const counts = countSides(view.rows);
  const words: Record<Side, string> = {
    both: 'differ',
    left: `only in ${view.left.name}`,
    right: `only in ${view.right.name}`,
  };
  return (
    <Card className="mb-4 flex flex-wrap gap-x-2 gap-y-1 p-2" role="group" aria-label="Show only">
      {sides.map((side) => (
        <button
          key={side}
          type="button"
          data-side={side}
          aria-pressed={chosen === side}
          aria-disabled={counts[side] === 0 || undefined}
          onClick={() => {
            if (counts[side] > 0) onChoose(chosen === side ? null : side);
          }}
          className={`flex min-w-0 items-baseline gap-1.5 rounded-md px-2 py-1 text-left aria-disabled:cursor-default ${chosen === side ? 'bg-sunken ring-1 ring-edge' : ''} ${counts[side] > 0 ? 'hover:bg-sunken' : ''}`}
        >
          <span
            className={`text-lg font-semibold tabular-nums ${counts[side] > 0 ? textTone[tones[side]] : 'text-muted'}`}
          >
            {counts[side]}
          </span>
          <span dir="auto" className={`text-sm ${chosen === side ? 'font-medium' : 'text-muted'}`}>
            {words[side]}
          </span>
        </button>
      ))}
    </Card>
  );
}

const tones: Record<Side, Tone> = { both: 'warn', left: 'info', right: 'plum' };
