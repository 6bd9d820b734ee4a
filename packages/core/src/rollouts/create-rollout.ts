import type { Overwrite } from '@groundwork/shared/plan';
import type { RolloutSettings, RolloutView, VariableValues } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Begins a rollout: each account is planned in the background. Nothing is applied before a person approves. */
export async function createRollout(
  ctx: Context,
  input: {
    name?: string | undefined;
    blueprintVersionId: string;
    /** In this order; the first are the canary. */
    targets: { locationId: string; inputs?: VariableValues | undefined }[];
    settings?: { [Setting in keyof RolloutSettings]?: RolloutSettings[Setting] | undefined } | undefined;
    overwrite?: Overwrite[] | undefined;
    only?: string[] | undefined;
  },
): Promise<RolloutView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.targets.length}`);
}
