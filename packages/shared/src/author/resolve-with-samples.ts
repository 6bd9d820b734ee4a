import { declaredResources } from '../blueprint/declared-resources.ts';
import { valueAt } from '../blueprint/json-path.ts';
import { textsOf } from '../blueprint/map-texts.ts';
import { type ResolvedBlueprint, resolveVariables } from '../blueprint/resolve-variables.ts';
import { parseTemplate } from '../blueprint/template.ts';
import type { Blueprint } from '../blueprint/types.ts';
import type { Json } from '../json.ts';
import type { VariableValues } from '../views/index.ts';
import { pathOf } from './path-of.ts';
import { sampleValues } from './sample-values.ts';

/**
 * The blueprint with a value for each variable that has to be given. Which values fit, a declaration does not say (a text may be a time or
 * a currency), so where the engine refuses one, the next is tried; what no sample fits is refused as the engine does.
 */
export function resolveWithSamples(blueprint: Blueprint): ResolvedBlueprint {
  const samples = new Map(
    Object.entries(blueprint.variables).flatMap(([name, declared]) =>
      declared.default === undefined
        ? [[name, sampleValues(name, declared, comparedWith(blueprint, name))] as const]
        : [],
    ),
  );
  const turns = new Map([...samples.keys()].map((name) => [name, 0]));
  let first: ResolvedBlueprint | null = null;
  for (;;) {
    const given: VariableValues = Object.fromEntries(
      [...samples].map(([name, values]) => [name, values[turns.get(name) ?? 0] ?? '']),
    );
    const resolved = resolveVariables(blueprint, given);
    if (resolved.ok) return resolved;
    first ??= resolved;
    const faulty = new Set(resolved.issues.flatMap(({ path }) => variablesAt(blueprint, path ?? '')));
    const next = [...faulty].filter((name) => (turns.get(name) ?? 0) + 1 < (samples.get(name)?.length ?? 0));
    if (next.length === 0) return first;
    for (const name of next) turns.set(name, (turns.get(name) ?? 0) + 1);
  }
}

/** Of the text at a path, or of all texts below it. */
const variablesAt = (blueprint: Blueprint, path: string): string[] =>
  [...textsOf(valueAt(blueprint as unknown as Json, pathOf(path)) ?? null)].flatMap(({ text }) => variablesIn(text));

const variablesIn = (text: string): string[] =>
  parseTemplate(text).flatMap((piece) => (piece.type === 'variable' ? [piece.name] : []));

/** What conditions compare a variable with: one of these makes more of the blueprint than any other text. */
function comparedWith(blueprint: Blueprint, variable: string): string[] {
  return declaredResources(blueprint as unknown as Json).flatMap(({ meta: { when } }) => {
    const { value, in: among } = (when ?? {}) as { value?: Json; in?: readonly Json[] };
    const isCompared = typeof value === 'string' && variablesIn(value).includes(variable);
    return isCompared ? (among ?? []).map((item) => (typeof item === 'string' ? item : JSON.stringify(item))) : [];
  });
}
