import type { KindName } from '@groundwork/shared/kinds';
import type { RolloutMatrixView } from '@groundwork/shared/views';

/** More columns than that a browser draws too slowly, and nobody reads. */
export const mostColumns = 200;

/** The matrix with the resources of one kind alone, and no more of them than can be drawn. All kinds: null. */
export function fitMatrix(
  matrix: RolloutMatrixView,
  kind: KindName | null,
): { matrix: RolloutMatrixView; hidden: number } {
  const asked = matrix.columns.flatMap((column, index) => (kind === null || column.kind === kind ? [index] : []));
  if (asked.length === matrix.columns.length && asked.length <= mostColumns) return { matrix, hidden: 0 };
  const shown = new Set(asked.slice(0, mostColumns));
  const pick = <Item>(items: readonly Item[]): Item[] => items.filter((_, index) => shown.has(index));
  return {
    matrix: {
      ...matrix,
      columns: pick(matrix.columns),
      rows: matrix.rows.map((row) => ({ ...row, cells: pick(row.cells) })),
    },
    hidden: asked.length - shown.size,
  };
}
