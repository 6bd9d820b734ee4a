import { draftPlan } from '@groundwork/shared/author';
import { lintBlueprint, parseBlueprint, resourceList, variableList } from '@groundwork/shared/blueprint';
import type { BlueprintCheckView, DraftPlanView } from '@groundwork/shared/views';

export interface Judgement {
  check: BlueprintCheckView;
  plan: DraftPlanView | null;
}

/** What the engine says of a text: valid or not, odd or not, and what it would do in an empty account. */
export function judge(source: string): Judgement {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return { check: { valid: false, issues: parsed.issues }, plan: null };
  const { blueprint, warnings } = parsed;
  return {
    check: {
      valid: true,
      variables: variableList(blueprint),
      resources: resourceList(blueprint),
      warnings: [...warnings, ...lintBlueprint(source)],
    },
    plan: draftPlan(source),
  };
}
