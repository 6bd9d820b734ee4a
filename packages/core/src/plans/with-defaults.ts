import type { ValueOrigin, VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';

interface PlannedValues {
  variables: VariableValues;
  levels: Record<string, ValueOrigin>;
}

/** A plan keeps the values it was given; those that its version declares itself are as much a part of it. In the version's order. */
export function withDefaults({ variables, levels }: PlannedValues, source: string): PlannedValues {
  const all: PlannedValues = { variables: {}, levels: { ...levels } };
  for (const [name, declared] of Object.entries(storedBlueprint(source).variables)) {
    const isGiven = Object.hasOwn(variables, name);
    const value = isGiven ? variables[name] : declared.default;
    if (value === undefined) continue;
    all.variables[name] = value;
    if (!isGiven) all.levels[name] = 'default';
  }
  return all;
}
