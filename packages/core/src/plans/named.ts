import { fillReferences } from '@groundwork/shared/blueprint';
import type { ResolvedResource } from '@groundwork/shared/blueprint';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import type { StateEntry } from '@groundwork/shared/plan';

/** Says of a live object whether anybody asks about it. Parts that take calls of their own (a product's prices) are read of those alone. */
export type Named = (kind: KindName) => (live: LiveResource) => boolean;

/** What a plan can be about: objects with the key of a resource, and those that are recorded. */
export function namedBy(resources: readonly ResolvedResource[], state: readonly StateEntry[]): Named {
  const ids = new Set(state.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  const keys = new Set(resources.map(({ kind, properties }) => `${kind}:${keyOf(kind, properties)}`));
  return (kind) => (live) =>
    ids.has(`${kind}:${live.id}`) || keys.has(`${kind}:${kinds[kind].naturalKey(live.attributes)}`);
}

/** As plans match: a key holds no references, but as a template it may hold escapes. */
const keyOf = (kind: KindName, properties: ResolvedResource['properties']): string =>
  kinds[kind].naturalKey(fillReferences(properties, () => undefined));
