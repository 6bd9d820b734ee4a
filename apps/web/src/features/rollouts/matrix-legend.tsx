import { softTone } from '../../components/ui/tone.ts';
import { cellLooks, cellOrder } from './cell-looks.ts';

/** The signs of the table in words. */
export const MatrixLegend = () => (
  <ul aria-label="Signs in the table" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
    {cellOrder.map((cell) => {
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
