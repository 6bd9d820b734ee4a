import type { JsonObject } from '@groundwork/shared';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';

/** What is to be read: lists of these kinds, and the account's users where it is about people. */
export interface Wanted {
  kinds: readonly KindName[];
  users: boolean;
  named: Named;
}

/** Says of a live object whether anybody asks about it. Parts that take calls of their own (a product's prices) are read of those alone. */
export type Named = (kind: KindName) => (live: LiveResource) => boolean;

/** What has to be known for a plan about these objects: those that look like them, and those of these ids. */
export function namedBy(
  objects: readonly { kind: KindName; attributes: JsonObject }[],
  recorded: readonly { kind: KindName; ghlId: string }[],
): Wanted {
  const ids = new Set(recorded.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  const keys = new Set(objects.map(({ kind, attributes }) => `${kind}:${kinds[kind].naturalKey(attributes)}`));
  return {
    kinds: [...new Set([...objects, ...recorded].map(({ kind }) => kind))],
    users: objects.some(({ kind, attributes }) => (kinds[kind].people?.(attributes) ?? []).length > 0),
    named: (kind) => (live) =>
      ids.has(`${kind}:${live.id}`) || keys.has(`${kind}:${kinds[kind].naturalKey(live.attributes)}`),
  };
}
