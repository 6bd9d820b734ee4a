import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { type Json, sameJson } from '../json.ts';
import { isKindName, kinds } from '../kinds/registry.ts';
import { locate, valueAt } from './locate.ts';
import { writtenForm } from './written-form.ts';

/**
 * Whether a text says something of an attribute that is neither what was applied nor what any of the `applied` texts says: somebody
 * has written it since, and an edit would undo that.
 */
export function isNewerText(
  source: string,
  place: { address: string; path: string; expected: Json },
  applied: readonly string[],
): boolean {
  const [kind = ''] = place.address.split('.', 1);
  // An order of parts is set among those that are named, and keeps the others.
  if (applied.length === 0 || !isKindName(kind) || place.path in kinds[kind].keyedLists) return false;
  const said = saidAt(source, place);
  if (said === undefined) return false;
  const known = [writtenForm(kind, place.path, place.expected), ...applied.map((text) => saidAt(text, place))];
  return !known.some((one) => one !== undefined && sameJson(one, said));
}

/** As it is written; undefined: not at all. */
function saidAt(source: string, { address, path }: { address: string; path: string }): Json | undefined {
  const parsed = parseBlueprint(source);
  const [kind = '', name = ''] = address.split('.', 2);
  const properties = parsed.ok && isKindName(kind) ? parsed.blueprint.resources[kind]?.[name] : undefined;
  const place = isKindName(kind) && properties ? locate(kind, properties, path, null) : null;
  return place ? valueAt(properties, place.at) : undefined;
}
