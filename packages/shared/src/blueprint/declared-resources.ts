import { type Json, type JsonObject, isJsonObject } from '../json.ts';
import { type KindName, kindNames } from '../kinds/types.ts';
import { valueAt } from './json-path.ts';
import type { Path } from './map-texts.ts';

export interface DeclaredResource {
  address: string;
  kind: KindName;
  name: string;
  /** What GHL shall hold, without `when`, `forEach` and `lifecycle`. */
  properties: JsonObject;
  meta: ResourceMeta;
  path: Path;
}

/** As written: still to be judged, and with its variables. */
export interface ResourceMeta {
  when: Json | undefined;
  forEach: Json | undefined;
  lifecycle: Json | undefined;
}

/** Resources of a document that may still be faulty: whatever has the shape of one. In address order. */
export function declaredResources(document: Json): DeclaredResource[] {
  const declared = kindNames.flatMap((kind) => {
    const ofKind = valueAt(document, ['resources', kind]);
    if (!isJsonObject(ofKind)) return [];
    return Object.entries(ofKind).flatMap(([name, written]) =>
      isJsonObject(written) ? [declare(kind, name, written)] : [],
    );
  });
  return declared.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function declare(kind: KindName, name: string, written: JsonObject): DeclaredResource {
  const { when, forEach, lifecycle, ...properties } = written;
  const path = ['resources', kind, name];
  return { address: `${kind}.${name}`, kind, name, properties, meta: { when, forEach, lifecycle }, path };
}
