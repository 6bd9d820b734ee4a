import { type Document, isMap, type Node } from 'yaml';
import { isJsonObject, type Json, type JsonObject, sameJson } from '../json.ts';

/** Changes the nodes of a mapping to what it says now. Nodes that stay keep their comments. */
export function syncNodes(document: Document, node: Node | null, before: Json, now: JsonObject): void {
  if (!isMap(node)) return;
  const was = isJsonObject(before) ? before : {};
  for (const key of Object.keys(was)) if (!(key in now)) node.delete(key);
  for (const [key, value] of Object.entries(now)) {
    const held = node.get(key, true);
    if (sameJson(was[key] ?? null, value)) continue;
    if (isMap(held) && isJsonObject(value)) syncNodes(document, held, was[key] ?? null, value);
    else node.set(key, document.createNode(value, { aliasDuplicateObjects: false }));
  }
}
