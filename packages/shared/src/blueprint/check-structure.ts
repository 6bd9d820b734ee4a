import type { z } from 'zod';
import type { Issue } from '../errors.ts';
import { type Json, isJsonObject } from '../json.ts';
import { kindNames } from '../kinds/types.ts';
import { didYouMean } from './did-you-mean.ts';
import { pathText, valueAt } from './json-path.ts';
import { maxIssues, maxResources } from './limits.ts';
import type { Path } from './map-texts.ts';
import type { SourceDocument } from './read-source.ts';
import { blueprintSchema, knownKeys } from './schema.ts';
import { secretText } from './secret-text.ts';
import { hasExpression } from './template.ts';

/** Faults of form. A text that waits for a variable is judged again when its value is known. */
export function checkStructure(document: SourceDocument): Issue[] {
  const issues: Issue[] = [];
  const report = (message: string, path: Path, key = false) =>
    issues.push({ message, path: pathText(path), at: document.locate(path, { key }) });

  for (const issue of blueprintSchema.safeParse(document.value).error?.issues ?? []) {
    if (issues.length > maxIssues) break;
    const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
    if (path[0] === 'resources' && !isMeta(path) && waitsForValue(valueAt(document.value, path))) continue;
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys.slice(0, maxIssues + 1)) report(unknownKey(path, key), [...path, key], true);
    else report(explain(issue, path, valueAt(document.value, path)), path, issue.code === 'invalid_key');
  }
  return issues;
}

export function checkSize(document: SourceDocument): Issue | null {
  const count = countResources(document.value);
  if (count <= maxResources) return null;
  const message = `The blueprint has ${count} resources; at most ${maxResources} are taken. Split it in two.`;
  return { message, path: 'resources', at: document.locate(['resources'], { key: true }) };
}

/** One sentence about a zod issue. Messages of our own checks pass through. */
export function explain(issue: z.core.$ZodIssue, path: Path, value: Json | undefined): string {
  if (issue.code === 'custom' || (issue.code === 'invalid_union' && issue.message !== 'Invalid input'))
    return issue.message;
  const label = labelOf(path);
  if (path.length === 1 && path[0] === 'groundwork' && value !== undefined)
    return 'This Groundwork reads format 1 only. Write: groundwork: 1';
  if (value === undefined) return `${label} is missing. Add it.`;
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union')
    return `${label} must be ${expected[issue.code === 'invalid_type' ? issue.expected : 'union'] ?? 'something else'}, but it is ${describe(value)}.`;
  if (issue.code === 'invalid_value')
    return `${label} must be one of ${issue.values.join(', ')}.${typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : ''}`;
  if (issue.code === 'invalid_key')
    return `${label} is not a name: use lower-case letters, digits and underscores, a letter first, at most 63 (e.g. new_patient).`;
  return issue.message;
}

function labelOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The blueprint';
  return typeof last === 'number' ? `Item ${last + 1} of "${path.at(-2)}"` : `"${last}"`;
}

/** `resources.tag.vip.when`: its form must be right as it is written. */
const isMeta = ([, , , property]: Path): boolean => ['when', 'forEach', 'lifecycle'].includes(String(property));

const waitsForValue = (value: Json | undefined): boolean => typeof value === 'string' && hasExpression(value);

function unknownKey(path: Path, key: string): string {
  const known = knownKeys(path);
  if (path.length === 1 && path[0] === 'resources')
    return `There is no kind "${key}".${didYouMean(key, known)} Groundwork knows ${known.join(', ')}.`;
  return `There is no property "${key}" here.${didYouMean(key, known)} Known are ${known.join(', ')}.`;
}

const expected: Readonly<Record<string, string>> = {
  string: 'text (put it in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, e.g. [one, two]',
  object: 'a mapping of properties (name: …)',
  record: 'a mapping of names to properties (name: …)',
  union: 'text, a number, true or false',
};

function describe(value: Json): string {
  if (value === null) return 'empty';
  if (value === secretText) return 'a secret';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'text' : `the ${typeof value} ${String(value)}`;
}

function countResources(value: Json): number {
  const resources = valueAt(value, ['resources']);
  if (!isJsonObject(resources)) return 0;
  return kindNames.reduce((sum, kind) => {
    const ofKind = resources[kind];
    return sum + (isJsonObject(ofKind) ? Object.keys(ofKind).length : 0);
  }, 0);
}
