import { mapTexts, type Path } from '../blueprint/map-texts.ts';
import { renderTemplate } from '../blueprint/template.ts';
import type { Reference } from '../blueprint/types.ts';
import type { JsonObject } from '../json.ts';
import { isName } from '../kinds/is-identity.ts';
import { kinds } from '../kinds/registry.ts';
import { createGraph, withReferences } from '../plan/refer-to.ts';
import type { KindName, LiveResource } from '../kinds/types.ts';
import type { ProfileValue } from './capture-blueprint.ts';

export interface CapturedObject {
  kind: KindName;
  /** The second half of its address. */
  name: string;
  object: LiveResource;
  properties: JsonObject;
  /** Attributes that a secret variable filled: they are asked for again, never copied. */
  secrets: readonly string[];
}

/** A secret variable that stands where a secret stood. */
export interface CapturedSecret {
  variable: string;
  description: string;
}

/** Properties as a blueprint writes them, by kind and name, and the variables that they use. */
export function templatesOf(
  objects: readonly CapturedObject[],
  profile: readonly ProfileValue[],
): { resources: Record<string, Record<string, JsonObject>>; used: Set<string>; secrets: CapturedSecret[] } {
  const targets = targetsOf(objects);
  const graph = createGraph();
  const used = new Set<string>();
  const secrets: CapturedSecret[] = [];
  // The longest first: an address holds its city.
  const values = profile
    .filter(({ value }) => value.trim().length >= shortest)
    .toSorted((a, b) => b.value.length - a.value.length);
  const resources: Record<string, Record<string, JsonObject>> = {};
  for (const { kind, name, properties, secrets: hidden } of objects) {
    const address = `${kind}.${name}`;
    const template = mapTexts(properties, (text, path) => {
      if (hidden.includes(String(path[0]))) {
        const variable = `secret_${secrets.length + 1}`;
        secrets.push({ variable, description: `${String(path[0])} of ${address}` });
        return renderTemplate([variableNamed(variable)]);
      }
      if (isFixed(kind, path)) return renderTemplate([text]);
      const pieces = isName(kind, path) ? [text] : withReferences(text, targets, (to) => graph.link(address, to));
      return renderTemplate(
        pieces.flatMap((piece) => (typeof piece === 'string' ? withVariables(piece, values, used) : piece)),
      );
    });
    (resources[kind] ??= {})[name] = template;
  }
  return { resources, used, secrets };
}

/** A shorter value stands in too many texts by chance. */
const shortest = 4;

/** Ids and merge-field keys, which are nobody else's: a slug may be any word. */
function targetsOf(objects: readonly CapturedObject[]): Map<string, Reference> {
  const targets = new Map<string, Reference>();
  for (const { kind, name, object } of objects) {
    const address = `${kind}.${name}`;
    targets.set(object.id, { address, attribute: 'id' });
    const { fieldKey } = object.attributes;
    if (typeof fieldKey === 'string' && kinds[kind].referable.includes('fieldKey'))
      targets.set(fieldKey, { address, attribute: 'fieldKey' });
  }
  return targets;
}

function withVariables(text: string, values: readonly ProfileValue[], used: Set<string>): (string | Reference)[] {
  for (const { variable, value } of values) {
    const at = text.indexOf(value);
    if (at === -1) continue;
    used.add(variable);
    const rest = text.slice(at + value.length);
    return [
      ...withVariables(text.slice(0, at), values, used),
      variableNamed(variable),
      ...withVariables(rest, values, used),
    ];
  }
  return [text];
}

/** Written as a reference is: what stands before it is escaped in the same way. */
const variableNamed = (name: string): Reference => ({ address: 'var', attribute: name });

/** What has a form of its own, or cannot change: it is captured as it is. */
const isFixed = (kind: KindName, [attribute]: Path): boolean =>
  attribute === 'slug' || kinds[kind].immutable.includes(String(attribute));
