import { namePattern } from '../blueprint/schema.ts';
import type { Issue } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isKindName } from '../kinds/registry.ts';
import { textOf } from '../kinds/text-of.ts';
import { objectAt, ownCopy, put, valueAt } from './json-edits.ts';
import { removeAddresses } from './remove-addresses.ts';
import type { Proposal } from './types.ts';

const fallbackName = 'New blueprint';

/**
 * What a blueprint's text says, with a proposal's changes. What it needs to be one at all is added; other faulty parts that the proposal
 * does not touch stay as they are.
 */
export function mergeProposal(document: JsonObject, proposal: Proposal): { document: JsonObject; problems: Issue[] } {
  const problems: Issue[] = [];
  const report = (message: string, path: string) => problems.push({ message, path });
  const anew = new Set([
    ...proposal.resources.map(({ kind, address }) => `${textOf(kind)}.${textOf(address)}`),
    ...proposal.variables.map(({ name }) => `var.${textOf(name)}`),
  ]);
  const merged = ownCopy(begin(document, proposal));
  removeAddresses(merged, proposal.remove, anew, report);

  for (const [index, { name: written, ...said }] of proposal.variables.entries()) {
    const name = textOf(written);
    if (isName(name)) put(merged, ['variables', name], variable(objectAt(merged, ['variables', name]), said));
    else report(`"${name.slice(0, 80)}" is no name of a variable.`, `variables[${index}]`);
  }
  for (const [index, { kind: kindName, address, ...said }] of proposal.resources.entries()) {
    const [kind, name] = [textOf(kindName), textOf(address)];
    const path = ['resources', kind, name];
    if (isKindName(kind) && isName(name)) put(merged, path, resource(objectAt(merged, path), said));
    else report(`"${`${kind}.${name}`.slice(0, 80)}" is no address of a resource.`, `resources[${index}]`);
  }
  return { document: tidy(merged, document), problems };
}

/** Keys of every object: no reader takes them. */
const isName = (name: string): boolean => namePattern.test(name) && name !== 'constructor' && name !== 'prototype';

const begin = (document: JsonObject, { name, description }: Proposal): JsonObject => ({
  ...('groundwork' in document ? {} : { groundwork: 1 }),
  ...('name' in document ? {} : { name: fallbackName }),
  ...document,
  ...(name === null ? {} : { name }),
  ...(description === null ? {} : { description }),
});

/** A default of the old type would be refused, and so would one of a secret. */
function variable(held: JsonObject, said: JsonObject): JsonObject {
  const { default: kept, ...rest } = held;
  const fits = kept !== undefined && said['secret'] !== true && (said['type'] ?? held['type']) === held['type'];
  return { ...rest, ...(fits ? { default: kept } : {}), ...said };
}

/** What is said of its lifecycle is added to it, so that none loses its protection by the way. */
function resource(held: JsonObject, said: JsonObject): JsonObject {
  const { lifecycle, ...attributes } = said;
  const before = held['lifecycle'];
  if (lifecycle === undefined) return { ...held, ...attributes };
  const both = isJsonObject(lifecycle) && isJsonObject(before) ? { ...before, ...lifecycle } : lifecycle;
  return { ...held, ...attributes, lifecycle: both };
}

/** Without groups that the proposal emptied; a blueprint that had resources says that it has none. */
function tidy(merged: JsonObject, before: JsonObject): JsonObject {
  const emptied = (path: readonly string[]) =>
    isEmpty(valueAt(merged, path)) && Object.keys(objectAt(before, path)).length > 0;
  const entries: Record<string, Json> = { ...merged };
  if (emptied(['variables'])) delete entries['variables'];
  const resources = objectAt(merged, ['resources']);
  const kept = Object.entries(resources).filter(([kind]) => !emptied(['resources', kind]));
  if (kept.length < Object.keys(resources).length) entries['resources'] = Object.fromEntries(kept);
  return entries;
}

const isEmpty = (value: Json | undefined): boolean => isJsonObject(value) && Object.keys(value).length === 0;
