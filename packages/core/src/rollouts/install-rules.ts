import type { InstallRuleMode, InstallRuleView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

export async function listInstallRules(ctx: Context): Promise<InstallRuleView[]> {
  throw new Error(`not built: ${ctx.actor.name}`);
}

/** One rule a blueprint. Holds for accounts that get the app from now on. */
export async function saveInstallRule(
  ctx: Context,
  input: { blueprintId: string; mode: InstallRuleMode },
): Promise<InstallRuleView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.mode}`);
}

export async function removeInstallRule(ctx: Context, input: { id: string }): Promise<void> {
  throw new Error(`not built: ${ctx.actor.name} ${input.id}`);
}
