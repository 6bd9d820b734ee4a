import type { JsonObject } from '@groundwork/shared';
import type { BeforeImage, PlanAction, PlanItem } from '@groundwork/shared/plan';
import type { StepState } from '@groundwork/shared/views';

/** Lines of a plan that make a step, unless they wait for one by hand. The others need nothing, or a person. */
export const stepActions: readonly PlanAction[] = ['create', 'update', 'delete', 'replace', 'adopt'];

/** A step as the worker holds it. `state` is what the row will say once all that the journal has taken is committed. */
export interface Step {
  position: number;
  item: PlanItem;
  state: StepState;
  /** An earlier attempt wrote its intent and never its result: what it did is unknown. */
  resumed: boolean;
  ghlId: string | null;
  result: JsonObject | null;
  /** What an earlier attempt wrote down before its call. */
  intent: JsonObject | null;
  /** What this run has seen of it before any write: journalled with the first intent. Null where an earlier run began it. */
  before: BeforeImage | null;
}
