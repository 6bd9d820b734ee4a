import { didYouMean } from '../blueprint/did-you-mean.ts';
import type { Path } from '../blueprint/map-texts.ts';
import { namePattern } from '../blueprint/schema.ts';
import type { Issue } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isKindName } from '../kinds/registry.ts';
import { textOf } from '../kinds/text-of.ts';
import type { Proposal } from './types.ts';

type Entries = Record<string, Json>;

/** What a blueprint's text says, with a proposal's changes. Faulty parts of it that the proposal does not touch stay as they are. */
export function mergeProposal(document: JsonObject, proposal: Proposal): { document: JsonObject; problems: Issue[] } {
  const problems: Issue[] = [];
  const report = (message: string, path: string) => problems.push({ message, path });
  const anew = new Set(proposal.resources.map(({ kind, address }) => `${textOf(kind)}.${textOf(address)}`));
  let merged: JsonObject = {
    ...document,
    ...given('name', proposal.name),
    ...given('description', proposal.description),
  };

  for (const address of proposal.remove) {
    const path = pathOf(address);
    if (!path || valueAt(merged, path) === undefined)
      report(
        path?.length === maxSteps && valueAt(merged, path.slice(0, -1)) !== undefined
          ? `${path.slice(1, -1).join('.')} does not say "${path.at(-1) ?? ''}", so there is nothing to take out.`
          : `There is no ${address.slice(0, 120)} to take out.${didYouMean(address, addressesIn(merged))}`,
        'remove',
      );
    // In its place it is written anew below.
    else merged = anew.has(address) ? put(merged, path, {}) : without(merged, path);
  }
  for (const [index, { name: written, ...said }] of proposal.variables.entries()) {
    const name = textOf(written);
    if (namePattern.test(name))
      merged = put(merged, ['variables', name], variable(objectAt(merged, ['variables', name]), said));
    else report(`"${name}" is no name of a variable.`, `variables[${index}]`);
  }
  for (const [index, { kind: kindName, address, ...said }] of proposal.resources.entries()) {
    const [kind, name] = [textOf(kindName), textOf(address)];
    if (!isKindName(kind) || !namePattern.test(name)) {
      report(`"${kind}.${name}" is no address of a resource.`, `resources[${index}]`);
      continue;
    }
    const path = ['resources', kind, name];
    merged = put(merged, path, resource(objectAt(merged, path), said));
  }
  return { document: tidy(merged, document), problems };
}

const given = (key: string, text: string | null): JsonObject => (text === null ? {} : { [key]: text });

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

/** Of the path of one attribute. */
const maxSteps = 4;

/** `var.phone`, `tag.vip`, or one attribute: `tag.vip.when`. */
function pathOf(address: string): string[] | null {
  const [scope = '', name = '', attribute, ...more] = address.split('.');
  if (more.length > 0 || name === '') return null;
  if (scope === 'var') return attribute === undefined ? ['variables', name] : null;
  return isKindName(scope) ? ['resources', scope, name, ...(attribute === undefined ? [] : [attribute])] : null;
}

const addressesIn = (document: JsonObject): string[] => [
  ...Object.keys(objectAt(document, ['variables'])).map((name) => `var.${name}`),
  ...Object.entries(objectAt(document, ['resources'])).flatMap(([kind, ofKind]) =>
    Object.keys(isJsonObject(ofKind) ? ofKind : {}).map((name) => `${kind}.${name}`),
  ),
];

const valueAt = (value: Json, [step, ...rest]: readonly string[]): Json | undefined => {
  if (step === undefined) return value;
  return isJsonObject(value) && Object.hasOwn(value, step) ? valueAt(value[step] ?? null, rest) : undefined;
};

function objectAt(document: JsonObject, path: readonly string[]): JsonObject {
  const found = valueAt(document, path);
  return isJsonObject(found) ? found : {};
}

function put(within: JsonObject, [step = '', ...rest]: readonly string[], value: Json): JsonObject {
  const inner = objectAt(within, [step]);
  return { ...within, [step]: rest.length === 0 ? value : put(inner, rest, value) };
}

function without(within: JsonObject, [step = '', ...rest]: readonly string[]): JsonObject {
  if (rest.length === 0) return Object.fromEntries(Object.entries(within).filter(([key]) => key !== step));
  return { ...within, [step]: without(objectAt(within, [step]), rest) };
}

/** Without groups that the proposal emptied; a blueprint that had resources says that it has none. */
function tidy(merged: JsonObject, before: JsonObject): JsonObject {
  const entries: Entries = { ...merged };
  const emptied = (path: Path & readonly string[]) =>
    isEmpty(valueAt(merged, path)) && Object.keys(objectAt(before, path)).length > 0;
  if (emptied(['variables'])) delete entries['variables'];
  const resources = objectAt(merged, ['resources']);
  const kept = Object.entries(resources).filter(([kind]) => !emptied(['resources', kind]));
  if (kept.length < Object.keys(resources).length) entries['resources'] = Object.fromEntries(kept);
  return entries;
}

const isEmpty = (value: Json | undefined): boolean => isJsonObject(value) && Object.keys(value).length === 0;
