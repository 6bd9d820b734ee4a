import type { BlueprintDiffView, ChangeWord } from '@groundwork/shared/views';

/** As many as a reader would count below: the blueprint's own properties, its variables and its resources. */
export function countChanges(
  diff: Pick<BlueprintDiffView, 'document' | 'variables' | 'resources'>,
): Record<ChangeWord, number> {
  const counts: Record<ChangeWord, number> = { added: 0, changed: diff.document.length, removed: 0 };
  for (const { change } of [...diff.variables, ...diff.resources]) counts[change] += 1;
  return counts;
}
