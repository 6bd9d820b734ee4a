import type { RolloutRowView } from '@groundwork/shared/views';
import { softTone } from '../../components/ui/tone.ts';
import { cellLooks, cellOrder } from './cell-looks.ts';

/** The signs of these rows in words. */
export function MatrixLegend({ rows }: { rows: readonly RolloutRowView[] }) {
  const there = new Set(rows.flatMap(({ cells }) => cells));
  return (
    <ul aria-label="Signs in the table" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {cellOrder
        .filter((cell) => there.has(cell))
        .map((cell) => {
          const { sign, word, tone } = cellLooks[cell];
          return (
            <li key={cell} className="inline-flex items-center gap-1.5">
              <span
                aria-hidden
                className={`grid size-4.5 place-items-center rounded-sm font-mono leading-none font-bold ${softTone[tone]}`}
              >
                {sign}
              </span>
              {word}
            </li>
          );
        })}
    </ul>
  );
}
