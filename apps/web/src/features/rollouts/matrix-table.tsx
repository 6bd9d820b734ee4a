import type { RolloutMatrixView, RolloutRowView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { columnGroups } from './column-groups.ts';
import { MatrixRow } from './matrix-row.tsx';

interface MatrixTableProps {
  matrix: RolloutMatrixView;
  /** Beside an account's name: what can be done with it. */
  actions: (row: RolloutRowView) => ReactNode;
  /** Something is being asked for that is not shown yet. */
  isOld: boolean;
}

/** Accounts by resources. It scrolls in itself, with its heads held. */
export function MatrixTable({ matrix: { columns, rows }, actions, isOld }: MatrixTableProps) {
  return (
    <div
      role="region"
      aria-label="Accounts by resource"
      aria-busy={isOld}
      tabIndex={0}
      className="relative max-h-[75vh] overflow-auto rounded-lg border border-line bg-surface aria-busy:cursor-progress"
    >
      <table className="border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className={`${corner} px-3 pb-2 text-left align-bottom font-medium text-muted`}>
              Account
            </th>
            {columnGroups(columns).map(({ kind, first, count }, index, { length }) => (
              <th
                key={first}
                scope="colgroup"
                colSpan={count}
                className="sticky top-0 z-10 h-7 border-l border-line bg-sunken px-1.5 text-left text-xs font-medium whitespace-nowrap text-muted"
              >
                <span className="sticky left-73 block w-0 overflow-visible" title={kindLabel(kind, count)}>
                  <span
                    className="block"
                    style={{ width: index === length - 1 ? 'max-content' : `${count * 1.75 - 0.75}rem` }}
                  >
                    <span className="block truncate">{kindLabel(kind, count)}</span>
                  </span>
                </span>
              </th>
            ))}
            {/* Below the name of the last group, which may be wider than its columns. */}
            <th aria-hidden className="sticky top-0 z-1 w-full bg-sunken" />
          </tr>
          <tr>
            {columns.map(({ address, title }, index) => (
              <th
                key={address}
                scope="col"
                title={address}
                className={`sticky top-7 z-10 h-30 w-7 min-w-7 border-b border-line bg-sunken pb-1.5 align-bottom font-normal ${startsGroup(columns, index) ? 'border-l' : ''}`}
              >
                <span
                  dir="auto"
                  className="mx-auto block max-h-27 rotate-180 truncate text-xs [writing-mode:vertical-rl]"
                >
                  {title}
                </span>
              </th>
            ))}
            <th aria-hidden className="sticky top-7 z-10 border-b border-line bg-sunken" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <MatrixRow key={row.location.id} row={row} columns={columns} actions={actions(row)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const corner = 'sticky top-0 left-0 z-20 w-72 min-w-72 border-r border-b border-line bg-sunken';

const startsGroup = (columns: RolloutMatrixView['columns'], index: number): boolean =>
  columns[index]?.kind !== columns[index - 1]?.kind;
