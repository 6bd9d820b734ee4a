import type { RolloutRowView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { Card } from '../../components/ui/card.tsx';
import { RowError } from './row-error.tsx';
import { RowLink } from './row-link.tsx';
import { RowText } from './row-text.tsx';
import { TargetStateText } from './target-state.tsx';

interface MatrixListProps {
  rows: readonly RolloutRowView[];
  actions: (row: RolloutRowView) => ReactNode;
}

/** For narrow screens: each account in words, without its cells. */
export const MatrixList = ({ rows, actions }: MatrixListProps) => (
  <Card className="overflow-hidden">
    <ul aria-label="Accounts" className="divide-y divide-line">
      {rows.map((row) => (
        <li
          key={row.location.id}
          data-account={row.location.id}
          className="flex flex-wrap items-center gap-x-3 px-4 py-2.5"
        >
          <div className="min-w-0 flex-1">
            <RowLink row={row} />
            <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
              <TargetStateText state={row.state} />
              <RowText row={row} />
            </p>
          </div>
          {actions(row)}
          {row.error ? (
            <p dir="auto" className="basis-full text-sm text-bad">
              <RowError error={row.error} />
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  </Card>
);
