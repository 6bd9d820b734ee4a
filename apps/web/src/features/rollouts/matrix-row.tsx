import type { MatrixCell, RolloutMatrixView, RolloutRowView } from '@groundwork/shared/views';
import { memo, type ReactNode } from 'react';
import { softTone } from '../../components/ui/tone.ts';
import { cellLooks, noLine } from './cell-looks.ts';
import { RowError } from './row-error.tsx';
import { RowLink } from './row-link.tsx';
import { RowText } from './row-text.tsx';
import { TargetStateText } from './target-state.tsx';

interface MatrixRowProps {
  row: RolloutRowView;
  columns: RolloutMatrixView['columns'];
  actions: ReactNode;
}

/** An account: how it is, a cell for each resource, and below them what went wrong. */
export function MatrixRow({ row, columns, actions }: MatrixRowProps) {
  const { location, state, error, cells } = row;
  const edge = error ? '' : 'border-b';
  return (
    <>
      <tr data-account={location.id}>
        <th
          scope="row"
          className={`sticky left-0 z-10 border-r border-line bg-surface px-3 py-1.5 text-left font-normal ${edge}`}
        >
          <RowLink row={row} />
          <span className="flex items-center gap-x-2 text-xs text-muted">
            <TargetStateText state={state} />
            <RowText row={row} />
            {actions ? <span className="-my-1 -mr-2.5 ml-auto">{actions}</span> : null}
          </span>
        </th>
        <Cells columns={columns} cells={cells} edge={edge} />
        <td aria-hidden className={`border-line ${edge}`} />
      </tr>
      {error ? (
        <tr>
          <td colSpan={columns.length + 2} className="border-b border-line">
            <p dir="auto" className="sticky left-0 w-fit max-w-[min(48rem,75vw)] px-3 pb-2 text-sm text-bad">
              <RowError error={error} />
            </p>
          </td>
        </tr>
      ) : null}
    </>
  );
}

interface CellsProps {
  columns: RolloutMatrixView['columns'];
  cells: readonly MatrixCell[];
  edge: string;
}

/** Not drawn anew while they stay as they are: there may be thousands. */
const Cells = memo(function Cells({ columns, cells, edge }: CellsProps) {
  return columns.map(({ address, title, kind }, index) => {
    const cell = cells[index] ?? null;
    const look = cell === null ? null : cellLooks[cell];
    const word = look?.word ?? noLine;
    return (
      <td
        key={address}
        data-cell={cell ?? 'none'}
        title={`${title}: ${word}`}
        className={`border-line p-0.5 text-center ${edge} ${columns[index - 1]?.kind === kind ? '' : 'border-l'}`}
      >
        {look ? (
          <span
            role="img"
            aria-label={word}
            className={`mx-auto grid size-6 place-items-center rounded-sm font-mono leading-none font-bold ${softTone[look.tone]}`}
          >
            {look.sign}
          </span>
        ) : (
          <span className="sr-only">{noLine}</span>
        )}
      </td>
    );
  });
});
