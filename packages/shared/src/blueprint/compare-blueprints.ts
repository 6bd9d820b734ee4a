import { type Json, type JsonObject, sameJson } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { AttributeChange } from '../plan/types.ts';
import type { BlueprintDiffView } from '../views/index.ts';
import { type DeclaredResource, declaredResources } from './declared-resources.ts';
import type { Blueprint } from './types.ts';

export type BlueprintDifference = Pick<BlueprintDiffView, 'document' | 'variables' | 'resources'>;

type NamedChange = BlueprintDiffView['variables'][number];

/** What changed between two blueprints, as they are written. A resource with another address is one removed and one added. */
export function compareBlueprints(from: Blueprint, to: Blueprint): BlueprintDifference {
  return {
    document: changesOf(documentOf(from), documentOf(to)),
    variables: compareNamed(plain(from.variables), plain(to.variables)),
    resources: compareResources(from, to),
  };
}

function compareResources(from: Blueprint, to: Blueprint): BlueprintDiffView['resources'] {
  const all = new Map([...declared(from), ...declared(to)].map((resource) => [resource.address, resource]));
  const properties = (blueprint: Blueprint) =>
    Object.fromEntries(declared(blueprint).map((resource) => [resource.address, written(resource)]));
  return compareNamed(properties(from), properties(to)).flatMap(({ name, change, changes }) => {
    const resource = all.get(name);
    if (!resource) return [];
    const { address, kind } = resource;
    return [{ address, kind, title: kinds[kind].title(resource.properties), change, changes }];
  });
}

/** What differs among things of a name: first what `to` holds, in its order, then what it no longer does. */
function compareNamed(
  from: Readonly<Record<string, JsonObject>>,
  to: Readonly<Record<string, JsonObject>>,
): NamedChange[] {
  const names = new Set([...Object.keys(to), ...Object.keys(from)]);
  return [...names].flatMap((name): NamedChange[] => {
    const [before, after] = [from[name], to[name]];
    const changes = changesOf(before ?? {}, after ?? {});
    if (!before) return [{ name, change: 'added', changes }];
    if (!after) return [{ name, change: 'removed', changes }];
    return changes.length > 0 ? [{ name, change: 'changed', changes }] : [];
  });
}

const changesOf = (from: JsonObject, to: JsonObject): AttributeChange[] =>
  [...new Set([...Object.keys(to), ...Object.keys(from)])].flatMap((path) => {
    const [before, after] = [from[path] ?? null, to[path] ?? null];
    return sameJson(before, after) ? [] : [{ path, before, after }];
  });

/** With what the blueprint says of it besides what GHL holds. */
const written = ({ properties, meta: { when, forEach, lifecycle } }: DeclaredResource): JsonObject => ({
  ...(when === undefined ? {} : { when }),
  ...(forEach === undefined ? {} : { forEach }),
  ...properties,
  ...(lifecycle === undefined ? {} : { lifecycle }),
});

const documentOf = ({ name, description }: Blueprint): JsonObject => ({
  name,
  ...(description === undefined ? {} : { description }),
});

const declared = (blueprint: Blueprint) => declaredResources(blueprint as unknown as Json);
const plain = (variables: Blueprint['variables']) => variables as unknown as Readonly<Record<string, JsonObject>>;
