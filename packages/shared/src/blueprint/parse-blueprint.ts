import type { Issue } from '../errors.ts';
import { type Json, isJsonObject } from '../json.ts';
import { checkNaturalKeys } from './check-natural-keys.ts';
import { checkReferences } from './check-references.ts';
import { checkSize, checkStructure } from './check-structure.ts';
import { declaredResources } from './declared-resources.ts';
import { pathText, valueAt } from './json-path.ts';
import { isTooLarge, maxBlueprintBytes, maxIssues } from './limits.ts';
import { readSource, type SourceDocument } from './read-source.ts';
import type { Blueprint } from './types.ts';

export type ParsedBlueprint =
  | { ok: true; blueprint: Blueprint; format: 'yaml' | 'json'; warnings: Issue[] }
  | { ok: false; issues: Issue[] };

/** Reads and checks a blueprint's text (YAML 1.2 or JSON). Every fault is told at once, in the order of the text. Never throws. */
export function parseBlueprint(source: string): ParsedBlueprint {
  if (isTooLarge(source))
    return {
      ok: false,
      issues: [{ message: `The blueprint is larger than ${maxBlueprintBytes} bytes (1 MiB). Split it in two.` }],
    };
  const read = readSource(source);
  if ('issues' in read) return refused(read.issues);

  const { document } = read;
  const tooMany = checkSize(document);
  if (tooMany) return refused([tooMany]);
  const { issues: faultyReferences, usedVariables } = checkReferences(document);
  const issues = [...faultyReferences, ...checkStructure(document), ...clashes(document)];
  if (issues.length > 0) return refused(issues);
  return {
    ok: true,
    blueprint: toBlueprint(document.value),
    format: document.format,
    warnings: warnings(document, usedVariables),
  };
}

function refused(issues: readonly Issue[]): ParsedBlueprint {
  const sorted = issues.toSorted(
    (a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0),
  );
  const tail = sorted.length > maxIssues ? [{ message: 'There are more faults. Correct these first.' }] : [];
  return { ok: false, issues: [...sorted.slice(0, maxIssues), ...tail] };
}

function clashes(document: SourceDocument): Issue[] {
  const resources = declaredResources(document.value);
  const paths = new Map(resources.map(({ address, path }) => [address, path]));
  return checkNaturalKeys(resources).map(({ address, message }) => {
    const path = [...(paths.get(address) ?? []), 'name'];
    return { message, path: pathText(path), at: document.locate(path) };
  });
}

function warnings(document: SourceDocument, usedVariables: ReadonlySet<string>): Issue[] {
  const found: Issue[] = [];
  const warn = (message: string, path: string[]) =>
    found.push({ message, path: pathText(path), at: document.locate(path, { key: true }) });
  const variables = valueAt(document.value, ['variables']);
  for (const name of Object.keys(isJsonObject(variables) ? variables : {}))
    if (!usedVariables.has(name)) warn(`The variable "${name}" is used nowhere.`, ['variables', name]);
  if (declaredResources(document.value).length === 0) warn('The blueprint holds no resources.', ['resources']);
  return found;
}

/** The schema has judged the value; what it left out is filled in. */
function toBlueprint(value: Json): Blueprint {
  const document = value as unknown as Omit<Blueprint, 'variables' | 'resources'> & Partial<Blueprint>;
  return { ...document, variables: document.variables ?? {}, resources: document.resources ?? {} };
}
