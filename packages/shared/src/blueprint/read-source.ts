import { isAlias, isMap, isScalar, type ParsedNode } from 'yaml';
import type { Issue, SourceLocation } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Composed, composeSource, type Fault } from './compose-source.ts';
import { findNode } from './find-node.ts';
import type { Path } from './map-texts.ts';
import { unsafeText, unsafeTexts } from './unsafe-text.ts';

export interface SourceDocument {
  value: Json;
  format: 'yaml' | 'json';
  /** Where the value (or, if asked, the key) at the path stands; `text` narrows it to a part of a text. */
  locate(path: Path, options?: { key?: boolean; text?: string }): SourceLocation;
}

/** Reads YAML 1.2 or JSON into plain JSON. What makes two readers read differently (anchors, tags, repeated keys …) is refused. */
export function readSource(text: string): { document: SourceDocument } | { issues: Issue[] } {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const composed = composeSource(source);
  const faults: Fault[] = unsafeTexts(source).map(({ message, index }) => ({ message, offset: index }));
  faults.push(...composed.faults);
  if (composed.faults.length === 0 && !composed.contents)
    faults.push({ message: 'There is nothing in it yet. Start with: groundwork: 1', offset: 0 });
  const value = composed.contents && composed.faults.length === 0 ? readNode(composed.contents, source, faults) : null;
  if (faults.length > 0)
    return { issues: faults.sort((a, b) => a.offset - b.offset).map((fault) => issueOf(fault, composed)) };
  return {
    document: {
      value,
      format: isJson(source) ? 'json' : 'yaml',
      locate: (path, options) => composed.position(findNode(composed.contents, path, { ...options, source })),
    },
  };
}

const issueOf = ({ message, offset }: Fault, { position }: Composed): Issue => ({ message, at: position(offset) });

function isJson(source: string): boolean {
  if (!source.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

const inheritedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

function readNode(node: ParsedNode, source: string, faults: Fault[]): Json {
  const offset = node.range[0];
  const refuse = (message: string, at = offset): null => {
    faults.push({ message, offset: at });
    return null;
  };
  if (isAlias(node)) return refuse('Aliases (*…) are not supported. Write the value again.');
  if (node.anchor) refuse('Anchors (&…) are not supported. Remove it.', source.lastIndexOf('&', offset));
  if (node.tag) refuse('Tags (!…) are not supported. Remove it.', tagBefore(source, offset));
  if (isScalar(node)) return readScalar(node.value, source.slice(node.range[0], node.range[1]), refuse);
  if (!isMap(node)) return node.items.map((item) => readNode(item, source, faults));

  const entries = new Map<string, Json>();
  for (const { key, value } of node.items) {
    const name = readNode(key, source, faults);
    const report = (message: string) => faults.push({ message, offset: key.range[0] });
    if (typeof name !== 'string') continue;
    if (name === '<<') report('Merge keys (<<) are not supported. Write the properties out.');
    else if (inheritedKeys.includes(name)) report(`The key "${name}" is not allowed. Choose another name.`);
    else if (entries.has(name)) report(`The key "${shortened(name)}" is there twice. Keep one.`);
    else entries.set(name, value ? readNode(value, source, faults) : null);
  }
  return Object.fromEntries(entries) satisfies JsonObject;
}

/** `!` or `!!`, in front of what is tagged. */
function tagBefore(source: string, offset: number): number {
  const mark = source.lastIndexOf('!', offset);
  return source[mark - 1] === '!' ? mark - 1 : mark;
}

function readScalar(value: unknown, written: string, refuse: (message: string) => null): Json {
  if (typeof value === 'string') {
    // A character that stands in the source itself has been reported; this finds escapes such as "\0".
    const fault = unsafeText(written) ? null : unsafeText(value);
    return fault ? refuse(fault) : value;
  }
  if (typeof value === 'number') {
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
    return refuse(`The number ${shortened(written)} cannot be kept exactly. Put it in quotes to make it text.`);
  }
  return value === null || typeof value === 'boolean'
    ? value
    : refuse('Only text, numbers, true, false, lists and mappings are supported.');
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
