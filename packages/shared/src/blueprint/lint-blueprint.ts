import type { Issue } from '../errors.ts';
import type { Json } from '../json.ts';
import { declaredResources } from './declared-resources.ts';
import { pathText } from './json-path.ts';
import { maxIssues } from './limits.ts';
import { lintConditions } from './lint/conditions.ts';
import { lintHistory } from './lint/history.ts';
import { lintNames } from './lint/names.ts';
import { lintTexts } from './lint/texts.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { readSource } from './read-source.ts';
import type { Blueprint } from './types.ts';

/**
 * What is allowed in a valid blueprint and probably not meant, in the order of the text; of `previous`, its newest saved version, also
 * what would be lost. A faulty text has none: its faults come first.
 */
export function lintBlueprint(source: string, previous?: Blueprint): Issue[] {
  const parsed = parseBlueprint(source);
  const read = readSource(source);
  if (!parsed.ok || 'issues' in read) return [];
  const { blueprint } = parsed;
  const { document } = read;
  const resources = declaredResources(blueprint as unknown as Json);
  const findings = [
    ...lintConditions(resources, blueprint.variables),
    ...lintNames(resources),
    ...lintTexts(resources, blueprint),
    ...(previous ? lintHistory(resources, declaredResources(previous as unknown as Json)) : []),
  ];
  return findings
    .slice(0, maxIssues)
    .map(({ message, path, key = false }) => ({ message, path: pathText(path), at: document.locate(path, { key }) }))
    .toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}
