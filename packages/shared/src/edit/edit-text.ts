import { parse, parseDocument } from 'yaml';
import { type Json, type JsonObject, sameJson } from '../json.ts';
import { spliceYaml } from './splice-yaml.ts';
import type { Place } from './locate.ts';
import { editJson } from './set-attribute.ts';

/**
 * A blueprint's text with one place edited. Of YAML only the lines change that say it, where that can be done; else the text is
 * written anew, with its comments. JSON has no comments, and one form.
 */
export function editText(source: string, format: 'yaml' | 'json', place: Place): string {
  const root = parse(source) as JsonObject;
  const edited = editJson(root, place);
  if (format === 'json') {
    const indent = /\n(\s+)"/.exec(source)?.[1] ?? '  ';
    return `${JSON.stringify(edited, null, indent)}\n`;
  }
  const spliced = spliceYaml(source, place);
  return spliced !== null && reads(spliced, edited) ? spliced : rewritten(source, place);
}

function reads(text: string, as: Json): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && sameJson(document.toJS() as Json, as);
}

function rewritten(source: string, place: Place): string {
  const document = parseDocument(source);
  if (place.do === 'remove') document.deleteIn(place.at);
  else document.setIn(place.at, document.createNode(editedValue(document.toJS() as JsonObject, place)));
  return document.toString({ lineWidth: 0 });
}

const editedValue = (root: JsonObject, place: Place): Json =>
  place.at.reduce<Json>((value, step) => (value as Record<string | number, Json>)[step] ?? null, editJson(root, place));
