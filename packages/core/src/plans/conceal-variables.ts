import { secretText } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';

/** Values as they may be seen: of a secret one only that there is one. */
export function concealVariables(variables: VariableValues, source: string): VariableValues {
  const declared = storedBlueprint(source).variables;
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, declared[name]?.secret ? secretText : value]),
  );
}
