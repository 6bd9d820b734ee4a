import type { ComparisonView } from '@groundwork/shared/views';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { matchWords } from '../../lib/match-words.ts';

export type ComparedRow = ComparisonView['rows'][number];
export type Side = ComparedRow['in'];

export const sides = ['both', 'left', 'right'] as const satisfies readonly Side[];

/** Rows of one side, or all, whose name or kind hold every word. */
export function filterRows(rows: readonly ComparedRow[], { text, side }: { text: string; side: Side | null }) {
  const matches = matchWords(text);
  return rows.filter(
    (row) =>
      (side === null || row.in === side) && matches(`${row.title} ${kindLabel(row.kind)} ${kindLabel(row.kind, 2)}`),
  );
}

export function countSides(rows: readonly ComparedRow[]): Record<Side, number> {
  const counts: Record<Side, number> = { both: 0, left: 0, right: 0 };
  for (const row of rows) counts[row.in] += 1;
  return counts;
}
