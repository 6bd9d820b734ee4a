import { z } from 'zod';
import { explain } from '../blueprint/check-structure.ts';
import { didYouMean } from '../blueprint/did-you-mean.ts';
import { pathText, valueAt } from '../blueprint/json-path.ts';
import { namePattern } from '../blueprint/schema.ts';
import type { Path } from '../blueprint/map-texts.ts';
import { variableTypes } from '../blueprint/types.ts';
import type { Issue } from '../errors.ts';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../json.ts';
import { isKindName } from '../kinds/registry.ts';
import { textOf } from '../kinds/text-of.ts';
import { kindNames } from '../kinds/types.ts';
import { readResource } from './read-resource.ts';
import type { Proposal } from './types.ts';

export const maxProposedResources = 300;
export const maxProposedVariables = 100;
const maxRemoved = 300;
const maxIssues = 20;

const listOf = (item: z.ZodType, most: number, what: string) =>
  z.array(item).max(most, `There are more than ${most} ${what}. Propose less at once.`).default([]);

const proposal = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  variables: listOf(
    z.strictObject({
      name: z.string().regex(namePattern, 'Use lower-case letters, digits and underscores, a letter first.'),
      type: z.enum(variableTypes),
      description: z.string().optional(),
      default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
      secret: z.boolean().optional(),
    }),
    maxProposedVariables,
    'variables',
  ),
  resources: listOf(z.looseObject({ kind: z.string() }), maxProposedResources, 'resources'),
  remove: listOf(z.string(), maxRemoved, 'removals'),
});

/** Of a model's words, without their nulls, what can be applied to a text. What `parseBlueprint` will judge is left to it. */
export function readProposal(written: Json, at: string): { proposal: Proposal; issues: Issue[] } {
  const issues: Issue[] = [];
  const report = (message: string, path: Path) => {
    if (issues.length < maxIssues) issues.push({ message, path: [at, pathText(path)].filter(Boolean).join('.') });
  };
  for (const issue of proposal.safeParse(written).error?.issues ?? []) {
    const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) report(`There is no "${key.slice(0, 80)}" here.`, path);
    else report(issue.code === 'too_big' ? issue.message : explain(issue, path, valueAt(written, path)), path);
  }
  if (issues.length > 0 || !isJsonObject(written)) return { proposal: nothing, issues };

  const resources = objectsIn(written['resources']).map((resource, index) => {
    const kind = textOf(resource['kind']);
    const path = ['resources', index];
    if (isKindName(kind)) return readResource(kind, resource, (message, below) => report(message, [...path, ...below]));
    report(
      `There is no kind "${kind.slice(0, 80)}".${didYouMean(kind, kindNames)} Groundwork knows ${kindNames.join(', ')}.`,
      [...path, 'kind'],
    );
    return resource;
  });
  const variables = objectsIn(written['variables']).map(readVariable);
  for (const path of repeated(resources, ({ kind, address }) => `${textOf(kind)}.${textOf(address)}`))
    report('This address is there twice. Join the two.', ['resources', path, 'address']);
  for (const path of repeated(variables, ({ name }) => textOf(name)))
    report('This variable is there twice. Join the two.', ['variables', path, 'name']);
  const remove = isJsonList(written['remove']) ? written['remove'].map(textOf) : [];
  const { name, description } = written as { name?: string; description?: string };
  return {
    proposal: {
      name: filled(name),
      description: filled(description),
      variables,
      resources,
      remove: remove.filter((address) => address !== ''),
    },
    issues,
  };
}

const nothing: Proposal = { name: null, description: null, variables: [], resources: [], remove: [] };

const objectsIn = (list: Json | undefined): JsonObject[] => (isJsonList(list) ? list.filter(isJsonObject) : []);

/** Models spell out what is so anyway. */
const readVariable = (written: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(written).filter(
      ([key, value]) => !(key === 'description' && value === '') && !(key === 'secret' && value === false),
    ),
  );

const filled = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim();

function repeated(items: readonly JsonObject[], keyOf: (item: JsonObject) => string): number[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (seen.has(key)) return [index];
    seen.add(key);
    return [];
  });
}
