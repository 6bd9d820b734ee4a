import { AppError } from '@groundwork/shared';
import { fillReferences, type KeptValues, resolveVariables } from '@groundwork/shared/blueprint';
import { diff, type Overwrite } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { namedBy } from './named.ts';
import type { PlanGoal } from './plan-goal.ts';

/** The account as the blueprint says. */
export function blueprintGoal({
  source,
  variables,
  kept,
  overwrite,
}: {
  source: string;
  variables: VariableValues;
  kept?: KeptValues | undefined;
  overwrite?: readonly Overwrite[] | undefined;
}): PlanGoal {
  const resolved = resolveVariables(storedBlueprint(source), variables, kept);
  if (!resolved.ok)
    throw new AppError('VARIABLE_INVALID', 'Some variables are missing or have a wrong value. Nothing was planned.', {
      issues: resolved.issues,
    });
  const { resources } = resolved;
  // A key holds no references, but as a template it may hold escapes.
  const written = resources.map(({ kind, properties }) => ({
    kind,
    attributes: fillReferences(properties, () => undefined),
  }));
  return {
    wanted: (state) => namedBy(written, state),
    reach: (found) => diff({ resources, overwrite, ...found }),
  };
}
