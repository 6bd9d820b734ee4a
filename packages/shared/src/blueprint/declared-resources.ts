import { type Json, type JsonObject, isJsonObject } from '../json.ts';
import { type KindName, kindNames } from '../kinds/types.ts';
import { valueAt } from './json-path.ts';
import type { Path } from './map-texts.ts';

export interface DeclaredResource {
  address: string;
  kind: KindName;
  name: string;
  properties: JsonObject;
  path: Path;
}

/** Resources of a document that may still be faulty: whatever has the shape of one. In address order. */
export function declaredResources(document: Json): DeclaredResource[] {
  const declared = kindNames.flatMap((kind) => {
    const ofKind = valueAt(document, ['resources', kind]);
    if (!isJsonObject(ofKind)) return [];
    return Object.entries(ofKind).flatMap(([name, properties]) =>
      isJsonObject(properties)
        ? [{ address: `${kind}.${name}`, kind, name, properties, path: ['resources', kind, name] }]
        : [],
    );
  });
  return declared.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}
