import type { Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import type { Rollout } from './advance-rollout.ts';
import { approve, plannedLosses } from './approve.ts';

/** An account that got the app is provisioned without a person where its rule says so, unless something would be destroyed. */
export async function mayStartByItself(core: Pick<Core, 'now'>, tx: Tx, rollout: Rollout): Promise<void> {
  if (rollout.purpose !== 'install') return;
  const rule = await tx
    .selectFrom('install_runs')
    .innerJoin('install_rules', 'install_rules.id', 'install_runs.rule_id')
    .where('install_runs.agency_id', '=', rollout.agency_id)
    .where('install_runs.rollout_id', '=', rollout.id)
    .where('install_rules.mode', '=', 'apply')
    .select('install_rules.created_by')
    .executeTakeFirst();
  if (!rule) return;
  const planned = await plannedLosses(tx, rollout.id);
  if (planned.length === 0 || planned.some((losses) => losses.length > 0)) return;
  await approve(core, tx, rollout.id, rule.created_by);
}
