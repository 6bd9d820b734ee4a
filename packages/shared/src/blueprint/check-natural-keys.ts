import type { JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';
import { textsOf } from './map-texts.ts';
import { describeUnknown } from './references.ts';
import { hasExpression } from './template.ts';

export interface Clash {
  address: string;
  message: string;
}

/** Two resources that GHL would take for one. Names that wait for a variable are compared once it is known. */
export function checkNaturalKeys(
  resources: readonly { address: string; kind: KindName; properties: JsonObject }[],
): Clash[] {
  const owners = new Map<string, string>();
  const clashes: Clash[] = [];
  for (const { address, kind, properties } of resources) {
    if (typeof properties['name'] !== 'string' || waits(kind, properties)) continue;
    const attributes = kinds[kind].normalise(describeUnknown(properties));
    const key = `${kind}:${kinds[kind].naturalKey(attributes)}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, address);
    else
      clashes.push({
        address,
        message: `${owner} and ${address} are the same ${kinds[kind].label.toLowerCase()} to GHL ("${kinds[kind].title(attributes)}"). Rename one, or keep one.`,
      });
  }
  return clashes;
}

function waits(kind: KindName, properties: JsonObject): boolean {
  const identity = new Set(['name', ...kinds[kind].immutable]);
  for (const { text, path } of textsOf(properties))
    if (identity.has(String(path[0])) && hasExpression(text)) return true;
  return false;
}
