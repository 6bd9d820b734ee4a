import type { Db } from '@groundwork/db';
import type { PlanItem } from '@groundwork/shared/plan';
import { sql } from 'kysely';

/** Adds a word to lines about objects that a later job has written too: a rollback takes that back with the rest. */
export async function laterWriters(
  db: Db,
  { agencyId, jobId }: { agencyId: string; jobId: string },
): Promise<(item: PlanItem) => PlanItem> {
  const { rows } = await sql<{ object: string; blueprint: string; version: number; at: Date }>`
    select distinct on (object) step.item->>'kind' || ':' || step.ghl_id as object,
      blueprints.name as blueprint, version.number as version, later.created_at as at
    from jobs own
    join jobs later on later.agency_id = own.agency_id and later.location_id = own.location_id
      and later.id <> own.id and later.started_at > own.started_at
    join job_steps step on step.agency_id = later.agency_id and step.job_id = later.id and step.ghl_id is not null
    join plans on plans.id = later.plan_id
    join blueprint_versions version on version.id = plans.blueprint_version_id
    join blueprints on blueprints.id = version.blueprint_id
    where own.agency_id = ${agencyId} and own.id = ${jobId}
    order by object, later.created_at desc`.execute(db);
  const writers = new Map(rows.map((row) => [row.object, row]));
  return (item) => {
    const writer = item.changes.length > 0 ? writers.get(`${item.kind}:${item.ghlId ?? ''}`) : undefined;
    if (!writer) return item;
    const word = `A later job wrote it too (${writer.blueprint} v${writer.version}, ${writer.at.toISOString().slice(0, 10)}); what that changed here goes back as well.`;
    return { ...item, notes: [...item.notes, word] };
  };
}
