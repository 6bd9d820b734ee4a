import type { KindName } from '@groundwork/shared/kinds';
import type { RolloutMatrixView } from '@groundwork/shared/views';

/** More columns than that at once a browser draws too slowly, and nobody reads. */
export const mostColumns = 200;

/**
 * The matrix with the resources of one kind alone, and no more of them than can be drawn, from the one at `offset` on. `asked`: how
 * many there are. All kinds: null.
 */
export function fitMatrix(
  matrix: RolloutMatrixView,
  kind: KindName | null,
  offset = 0,
): { matrix: RolloutMatrixView; asked: number } {
  const asked = matrix.columns.flatMap((column, index) => (kind === null || column.kind === kind ? [index] : []));
  if (asked.length === matrix.columns.length && asked.length <= mostColumns) return { matrix, asked: asked.length };
  const shown = new Set(asked.slice(offset, offset + mostColumns));
  const pick = <Item>(items: readonly Item[]): Item[] => items.filter((_, index) => shown.has(index));
  return {
    matrix: {
      ...matrix,
      columns: pick(matrix.columns),
      rows: matrix.rows.map((row) => ({ ...row, cells: pick(row.cells) })),
    },
    asked: asked.length,
  };
}
