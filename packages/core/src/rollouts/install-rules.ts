import type { Db, Tx } from '@groundwork/db';
import type { InstallRuleMode, InstallRuleView } from '@groundwork/shared/views';
import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { leaveAsTheyAre } from './follow-installs.ts';

export function listInstallRules(ctx: Context): Promise<InstallRuleView[]> {
  authorise(ctx, 'read');
  return readRules(ctx.db, ctx.actor.agencyId);
}

/** One rule a blueprint. Holds for accounts that get the app from now on. */
export async function saveInstallRule(
  ctx: Context,
  input: { blueprintId: string; mode: InstallRuleMode },
): Promise<InstallRuleView> {
  authorise(ctx, 'rule.manage');
  requireWholeAgency(ctx);
  const { agencyId, memberId } = ctx.actor;
  return commitOnce(ctx, async (tx) => {
    const blueprint = await tx
      .selectFrom('blueprints')
      .where('agency_id', '=', agencyId)
      .where('id', '=', input.blueprintId)
      .select('id')
      .executeTakeFirst();
    if (!blueprint) throw notFound('blueprint');
    // Whoever brings the accounts up to date holds this row: an account is there before the rule, or comes after it.
    await tx.selectFrom('agencies').where('id', '=', agencyId).select('id').forUpdate().execute();
    const known = await readRules(tx, agencyId, blueprint.id);
    const { id } = await tx
      .insertInto('install_rules')
      .values({ agency_id: agencyId, blueprint_id: blueprint.id, mode: input.mode, created_by: memberId })
      .onConflict((conflict) => conflict.columns(['agency_id', 'blueprint_id']).doUpdateSet({ mode: input.mode }))
      .returning('id')
      .executeTakeFirstOrThrow();
    if (known.length === 0) await leaveAsTheyAre(tx, agencyId, id);
    const [rule] = await readRules(tx, agencyId, blueprint.id);
    if (!rule) throw notFound('rule');
    return rule;
  });
}

export async function removeInstallRule(ctx: Context, input: { id: string }): Promise<void> {
  authorise(ctx, 'rule.manage');
  requireWholeAgency(ctx);
  await commitOnce(ctx, async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('install_rules')
      .where('agency_id', '=', ctx.actor.agencyId)
      .where('id', '=', input.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound('rule');
  });
}

async function readRules(db: Db | Tx, agencyId: string, blueprintId?: string): Promise<InstallRuleView[]> {
  const rows = await db
    .selectFrom('install_rules')
    .innerJoin('blueprints', 'blueprints.id', 'install_rules.blueprint_id')
    .leftJoin('members', 'members.id', 'install_rules.created_by')
    .where('install_rules.agency_id', '=', agencyId)
    .$if(blueprintId !== undefined, (query) => query.where('blueprints.id', '=', blueprintId ?? ''))
    .orderBy('blueprints.name')
    .select([
      'install_rules.id',
      'install_rules.mode',
      'install_rules.created_at',
      'blueprints.id as blueprintId',
      'blueprints.name as blueprintName',
      'members.name as createdBy',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    blueprint: { id: row.blueprintId, name: row.blueprintName },
    mode: row.mode,
    createdAt: row.created_at.toISOString(),
    createdBy: row.createdBy,
  }));
}
