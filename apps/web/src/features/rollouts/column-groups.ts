import type { KindName } from '@groundwork/shared/kinds';
import type { RolloutMatrixView } from '@groundwork/shared/views';

type Column = RolloutMatrixView['columns'][number];

/** Columns of the same kind that stand side by side, under one heading. */
export function columnGroups(columns: readonly Column[]): { kind: KindName; first: string; count: number }[] {
  const groups: { kind: KindName; first: string; count: number }[] = [];
  for (const { kind, address } of columns) {
    const last = groups.at(-1);
    if (last?.kind === kind) last.count += 1;
    else groups.push({ kind, first: address, count: 1 });
  }
  return groups;
}
