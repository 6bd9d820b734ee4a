import type { z } from 'zod';
import type { Issue } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { ValueOrigin, VariableValues } from '../views/index.ts';
import { checkNaturalKeys } from './check-natural-keys.ts';
import { explain } from './check-structure.ts';
import { type DeclaredResource, declaredResources } from './declared-resources.ts';
import { didYouMean } from './did-you-mean.ts';
import { expandResource } from './expand-resource.ts';
import { fillValues, type Scope } from './fill-values.ts';
import { pathText, valueAt } from './json-path.ts';
import { maxListItems, maxResources } from './limits.ts';
import { mapTexts, type Path, textsOf } from './map-texts.ts';
import { references } from './references.ts';
import { secretText } from './secret-text.ts';
import { baseAddress, parseTemplate } from './template.ts';
import type { Blueprint, Lifecycle, ResolvedResource, VariableDeclaration, VariableValue } from './types.ts';
import { unsafeText } from './unsafe-text.ts';

export type ResolvedBlueprint =
  | { ok: true; resources: ResolvedResource[]; variables: VariableValues }
  | { ok: false; issues: Issue[] };

type Values = Scope['variables'];

/** Of values that were not typed in just now: so that a person is told where to correct one. */
export interface KeptValues {
  origins?: Readonly<Record<string, ValueOrigin>> | undefined;
  /** Names whose value is kept as a secret. Such a value fills only what the blueprint declares secret: all else is shown. */
  secrets?: readonly string[] | undefined;
}

/** Fills in the variables, makes the instances of `forEach`, leaves out what `when` leaves out, and checks the result. References stay, to be filled in when what they mean is known. */
export function resolveVariables(
  blueprint: Blueprint,
  given: VariableValues,
  kept: KeptValues = {},
): ResolvedBlueprint {
  const { values, issues } = readValues(blueprint, given, kept);
  if (issues.length > 0) return { ok: false, issues };

  const secret = secretVariables(blueprint);
  const resources: ResolvedResource[] = [];
  const leftOut = new Set<string>();
  for (const declared of declaredResources(blueprint as unknown as Json)) {
    const expanded = expandResource(declared, values);
    issues.push(...expanded.issues);
    for (const address of expanded.leftOut) leftOut.add(address);
    for (const { address, each } of expanded.instances) {
      const { properties, faults } = resolveProperties(declared, { variables: values, each }, secret);
      issues.push(...faults.map((fault) => (each ? { ...fault, message: `${address}: ${fault.message}` } : fault)));
      resources.push({ ...resolved(declared, address, properties), ...secretsOf(declared, secret) });
    }
    if (resources.length > maxResources) return { ok: false, issues: [tooMany] };
  }
  issues.push(...danglingReferences(resources, leftOut));
  for (const { address, message } of checkNaturalKeys(resources))
    issues.push({ message: `With these variables, ${message}`, path: `resources.${baseAddress(address)}.name` });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, resources, variables: Object.fromEntries(values) };
}

const tooMany: Issue = {
  message: `With these variables the blueprint has more than ${maxResources} resources. Shorten the lists, or split it in two.`,
  path: 'resources',
};

function resolved({ kind, name, meta }: DeclaredResource, address: string, properties: JsonObject): ResolvedResource {
  const dependsOn = [...new Set(references(properties).map((reference) => reference.address))].sort();
  const { manage = 'own', preventDestroy = false, ignore = [] } = (meta.lifecycle ?? {}) as Partial<Lifecycle>;
  return {
    address,
    kind,
    name,
    properties: kinds[kind].normalise(properties),
    dependsOn,
    ...(meta.lifecycle === undefined ? {} : { lifecycle: { manage, preventDestroy, ignore } }),
  };
}

const secretVariables = ({ variables }: Blueprint): ReadonlySet<string> =>
  new Set(Object.entries(variables).flatMap(([name, declaration]) => (declaration.secret ? [name] : [])));

function secretsOf({ properties }: DeclaredResource, secret: ReadonlySet<string>): Pick<ResolvedResource, 'secrets'> {
  if (secret.size === 0) return {};
  const found = new Set<string>();
  for (const { text, path } of textsOf(properties)) if (holdsSecret(text, secret)) found.add(String(path[0]));
  return found.size > 0 ? { secrets: [...found] } : {};
}

const holdsSecret = (written: Json | undefined, secret: ReadonlySet<string>): boolean =>
  typeof written === 'string' &&
  parseTemplate(written).some((piece) => piece.type === 'variable' && secret.has(piece.name));

/** Whether a key is there, and whether `when` left it out, is known only now. */
function danglingReferences(resources: readonly ResolvedResource[], leftOut: ReadonlySet<string>): Issue[] {
  const addresses = new Set(resources.map(({ address }) => address));
  return resources.flatMap(({ address, dependsOn }) =>
    dependsOn
      .filter((target) => !addresses.has(target))
      .map((target) => ({
        message: leftOut.has(target)
          ? `With these variables ${target} is left out, but ${address} refers to it. Give both the same "when".`
          : `With these variables there is no ${target}, to which ${address} refers.${didYouMean(target, addresses)}`,
        path: `resources.${baseAddress(address)}`,
      })),
  );
}

function readValues(
  blueprint: Blueprint,
  given: VariableValues,
  { origins = {}, secrets = [] }: KeptValues,
): { values: Values; issues: Issue[] } {
  const values = new Map<string, VariableValue>();
  const issues: Issue[] = [];
  const report = (name: string, message: string) => issues.push({ message, path: `variables.${name}` });
  for (const [name, declaration] of Object.entries(blueprint.variables)) {
    const value = Object.hasOwn(given, name) ? given[name] : declaration.default;
    const fault = faultOf(name, declaration, value) ?? (secrets.includes(name) ? exposed(name, declaration) : null);
    if (fault) report(name, `${fault}${Object.hasOwn(given, name) ? keptAt(origins[name]) : ''}`);
    else if (value !== undefined) values.set(name, value);
  }
  for (const name of Object.keys(given))
    if (!Object.hasOwn(blueprint.variables, name))
      report(
        name,
        `The blueprint has no variable "${name}".${didYouMean(name, Object.keys(blueprint.variables))} Leave it out.`,
      );
  return { values, issues };
}

const exposed = (name: string, { secret }: VariableDeclaration): string | null =>
  secret
    ? null
    : `The value of "${name}" is kept as a secret, but this blueprint would show it. Declare the variable with secret: true, or give it a value that may be seen.`;

/** Where a faulty value is, as a person finds it under Variables. */
function keptAt(origin: ValueOrigin | undefined): string {
  switch (origin) {
    case 'agency':
      return ' The value is kept for the whole agency: correct it there.';
    case 'blueprint':
      return ' The value is kept for this blueprint: correct it there.';
    case 'group':
      return " The value is kept for the account's group: correct it there.";
    case 'location':
      return ' The value is kept for this account: correct it there.';
    case 'plan':
    case 'default':
    case undefined:
      return '';
  }
}

function faultOf(name: string, { type, secret }: VariableDeclaration, value: unknown): string | null {
  if (value === undefined) return `The variable "${name}" is missing. Give it a value.`;
  const given = Array.isArray(value) ? 'list' : typeof value;
  if (given !== type || (typeof value === 'number' && !Number.isFinite(value)))
    return `The variable "${name}" must be a ${type}, but it is ${value === null ? 'empty' : `a ${given}`}.`;
  if (secret && value === secretText)
    return `The variable "${name}" is secret: ${secretText} only stands for it. Give its value again.`;
  if (!Array.isArray(value)) return typeof value === 'string' ? unsafeText(value) : null;
  if (value.length > maxListItems) return `The variable "${name}" has more than ${maxListItems} items.`;
  const items: readonly unknown[] = value;
  if (!items.every((item) => typeof item === 'string')) return `The variable "${name}" must be a list of texts.`;
  return items.map((item) => unsafeText(item)).find((fault) => fault !== null) ?? null;
}

/**
 * A text that is one variable (or `each`) and nothing else keeps the variable's type where the kind takes it, and becomes text where
 * the kind wants text: both in one resource, down to a price in its list.
 */
function resolveProperties(
  { kind, properties, path }: DeclaredResource,
  scope: Scope,
  secret: ReadonlySet<string>,
): { properties: JsonObject; faults: Issue[] } {
  const { schema } = kinds[kind];
  const typed = mapTexts(properties, (text) => fillValues(text, scope, true));
  const refusals = schema.safeParse(typed).error?.issues ?? [];
  if (refusals.length === 0) return { properties: typed, faults: [] };
  const texts = new Set(
    refusals.flatMap((issue) =>
      issue.code === 'invalid_type' && issue.expected === 'string' ? [pathText(pathOf(issue))] : [],
    ),
  );
  const filled = mapTexts(properties, (text, at) => fillValues(text, scope, !texts.has(pathText(at))));
  const faults = (schema.safeParse(filled).error?.issues ?? []).map((issue): Issue => {
    const below = pathOf(issue);
    const seen = holdsSecret(valueAt(properties, below), secret) ? secretText : valueAt(filled, below);
    return {
      message: `With these variables: ${explain(issue, below, seen)}`,
      path: pathText([...path, ...below]),
    };
  });
  return { properties: filled, faults };
}

const pathOf = ({ path }: z.core.$ZodIssue): Path =>
  path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
