import type { z } from 'zod';
import type { Issue } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { VariableValues } from '../views/index.ts';
import { checkNaturalKeys } from './check-natural-keys.ts';
import { explain } from './check-structure.ts';
import { type DeclaredResource, declaredResources } from './declared-resources.ts';
import { didYouMean } from './did-you-mean.ts';
import { pathText, valueAt } from './json-path.ts';
import { mapTexts, type Path } from './map-texts.ts';
import { references } from './references.ts';
import { parseTemplate, renderTemplate } from './template.ts';
import type { Blueprint, ResolvedResource, VariableDeclaration } from './types.ts';
import { unsafeText } from './unsafe-text.ts';

export type ResolvedBlueprint =
  | { ok: true; resources: ResolvedResource[]; variables: VariableValues }
  | { ok: false; issues: Issue[] };

type Values = ReadonlyMap<string, string | number | boolean>;

/** Fills in the variables and checks the result. References stay, to be filled in when what they mean is known. */
export function resolveVariables(blueprint: Blueprint, given: VariableValues): ResolvedBlueprint {
  const { values, issues } = readValues(blueprint, given);
  if (issues.length > 0) return { ok: false, issues };

  const resources: ResolvedResource[] = [];
  for (const declared of declaredResources(blueprint as unknown as Json)) {
    const { properties, faults } = resolveProperties(declared, values);
    issues.push(...faults);
    const { address, kind, name } = declared;
    const dependsOn = [...new Set(references(properties).map((reference) => reference.address))].sort();
    resources.push({ address, kind, name, properties: kinds[kind].normalise(properties), dependsOn });
  }
  for (const { address, message } of checkNaturalKeys(resources))
    issues.push({ message: `With these variables, ${message}`, path: `resources.${address}.name` });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, resources, variables: Object.fromEntries(values) };
}

function readValues(blueprint: Blueprint, given: VariableValues): { values: Values; issues: Issue[] } {
  const values = new Map<string, string | number | boolean>();
  const issues: Issue[] = [];
  const report = (name: string, message: string) => issues.push({ message, path: `variables.${name}` });
  for (const [name, declaration] of Object.entries(blueprint.variables)) {
    const value = Object.hasOwn(given, name) ? given[name] : declaration.default;
    const fault = faultOf(name, declaration, value);
    if (fault) report(name, fault);
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

function faultOf(name: string, { type }: VariableDeclaration, value: unknown): string | null {
  if (value === undefined) return `The variable "${name}" is missing. Give it a value.`;
  if (typeof value !== type || (typeof value === 'number' && !Number.isFinite(value)))
    return `The variable "${name}" must be a ${type}, but it is ${value === null ? 'empty' : `a ${typeof value}`}.`;
  return typeof value === 'string' ? unsafeText(value) : null;
}

/**
 * A text that is one variable and nothing else keeps the variable's type where the kind takes it, and becomes text where
 * the kind wants text: both in one resource, down to a price in its list.
 */
function resolveProperties(
  { kind, properties, path }: DeclaredResource,
  values: Values,
): { properties: JsonObject; faults: Issue[] } {
  const { schema } = kinds[kind];
  const typed = mapTexts(properties, (text) => substitute(text, values, true));
  const refusals = schema.safeParse(typed).error?.issues ?? [];
  if (refusals.length === 0) return { properties: typed, faults: [] };
  const texts = new Set(
    refusals.flatMap((issue) =>
      issue.code === 'invalid_type' && issue.expected === 'string' ? [pathText(pathOf(issue))] : [],
    ),
  );
  const resolved = mapTexts(properties, (text, at) => substitute(text, values, !texts.has(pathText(at))));
  const faults = (schema.safeParse(resolved).error?.issues ?? []).map((issue): Issue => {
    const below = pathOf(issue);
    return {
      message: `With these variables: ${explain(issue, below, valueAt(resolved, below))}`,
      path: pathText([...path, ...below]),
    };
  });
  return { properties: resolved, faults };
}

const pathOf = ({ path }: z.core.$ZodIssue): Path =>
  path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));

function substitute(text: string, values: Values, keepType: boolean): Json {
  const pieces = parseTemplate(text);
  const [first] = pieces;
  if (keepType && pieces.length === 1 && first?.type === 'variable') {
    const value = values.get(first.name);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
  }
  return renderTemplate(
    pieces.map((piece) => {
      if (piece.type === 'text') return piece.text;
      if (piece.type === 'reference') return piece.reference;
      return piece.type === 'variable' ? String(values.get(piece.name) ?? piece.raw) : piece.raw;
    }),
  );
}
