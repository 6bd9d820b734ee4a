import { mapValue } from '../blueprint/map-texts.ts';
import type { Json } from '../json.ts';
import { isName } from '../kinds/is-identity.ts';
import { kinds } from '../kinds/registry.ts';
import { type KindName, kindNames } from '../kinds/types.ts';
import { idsAndKeys } from '../plan/ids-and-keys.ts';
import type { LiveAccount } from '../plan/index-account.ts';

/** What the ids and merge-field keys of an account name. */
export type Names = ReadonlyMap<string, Named>;

interface Named {
  /** The same in every account. */
  meaning: string;
  /** As a reader sees it. */
  shown: string;
}

export function namesOf(live: LiveAccount): Names {
  const names = new Map<string, Named>();
  for (const name of kindNames) {
    const kind = kinds[name];
    for (const { id, attributes } of live[name]) {
      const title = kind.title(attributes);
      const named = (attribute: string): Named => ({
        meaning: JSON.stringify([name, kind.naturalKey(attributes), attribute]),
        shown: attribute === 'id' ? `(${kind.label} ${title})` : `(${attribute} of ${kind.label} ${title})`,
      });
      names.set(id, named('id'));
      const { fieldKey } = attributes;
      if (typeof fieldKey === 'string' && kind.referable.includes('fieldKey')) names.set(fieldKey, named('fieldKey'));
    }
  }
  return names;
}

/** An attribute with what it refers to in place of ids, as `say` has it. Names stay as they are. */
export const withNames = (
  kind: KindName,
  { attribute, value }: { attribute: string; value: Json },
  say: (id: string) => string | undefined,
): Json =>
  mapValue(
    value,
    (text, path) => (isName(kind, path) ? text : text.replaceAll(idsAndKeys, (word) => say(word) ?? word)),
    [attribute],
  );
