import type { BlueprintSummaryView } from '@groundwork/shared/views';
import { kindCounts } from '../../components/domain/kind-counts.ts';

/** Every word has to occur in the name, the description or the kinds. */
export function filterBlueprints(
  blueprints: readonly BlueprintSummaryView[],
  search: string,
): readonly BlueprintSummaryView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return blueprints;
  return blueprints.filter(({ id, name, description, kinds }) => {
    const text = [id, name, description ?? '', kindCounts(kinds)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
