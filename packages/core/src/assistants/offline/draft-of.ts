import { parseBlueprint } from '@groundwork/shared/blueprint';
import { isKindName } from '@groundwork/shared/kinds';
import { type Draft, emptyDraft } from './draft.ts';

/** What a valid text holds already; null where it is none. */
export function draftOf(source: string): (Draft & { name: string }) | null {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return null;
  const { name, variables, resources } = parsed.blueprint;
  return {
    ...emptyDraft(),
    name,
    variables: new Map(Object.entries(variables)),
    resources: Object.entries(resources).flatMap(([kind, ofKind]) =>
      isKindName(kind)
        ? Object.entries(ofKind).map(([address, properties]) => ({ kind, name: address, properties, from: 'source' }))
        : [],
    ),
  };
}
