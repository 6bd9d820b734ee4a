import { readSource } from '../blueprint/read-source.ts';
import { composeForLayout, layOut } from '../blueprint/yaml-layout.ts';
import { type Json, type JsonObject, sameJson } from '../json.ts';
import { isBlockMap } from './chunks.ts';
import { layDown } from './lay-down.ts';
import { syncNodes } from './sync-nodes.ts';
import { weaveMap } from './weave-map.ts';

/**
 * YAML that says something else now: what stays the same keeps its lines, what is changed or new is written in its place, and comments
 * go with what they are about. A draft is not read again to see whether it says what it should.
 */
export function weaveText(source: string, before: JsonObject, now: JsonObject, isDraft: boolean): string {
  const document = composeForLayout(source);
  if (isBlockMap(document.contents)) {
    const end = endOfEntries(source);
    const woven = weaveMap(document.contents, before, now, { source, path: [], start: 0, end }) + source.slice(end);
    if (isDraft || says(woven, now)) return woven;
  }
  // A layout that lines alone cannot follow: written anew, with its comments as far as they have a place.
  syncNodes(document, document.contents, before, now);
  const rewritten = layOut(document);
  return isDraft || says(rewritten, now) ? rewritten : layDown(now);
}

/** Without the comments and blank lines that a text ends with. */
function endOfEntries(source: string): number {
  let end = source.length;
  for (;;) {
    const start = source.lastIndexOf('\n', end - 2) + 1;
    if (start === 0 || !/^(#.*)?\s*$/.test(source.slice(start, end))) return end;
    end = start;
  }
}

function says(text: string, value: Json): boolean {
  const read = readSource(text);
  return 'document' in read && sameJson(read.document.value, value);
}
