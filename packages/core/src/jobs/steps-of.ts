import type { Db, Tx } from '@groundwork/db';
import type { StepView } from '@groundwork/shared/views';
import { sql } from 'kysely';

/** A job's steps as its page shows them. Filter the job by agency before use. */
export async function stepsOf(db: Db | Tx, agencyId: string, jobId: string): Promise<StepView[]> {
  const { rows } = await sql<StepRow>`
    select position, state, attempts, error, started_at, finished_at, ${shownOfItem('job_steps')}
    from job_steps where agency_id = ${agencyId} and job_id = ${jobId} order by position`.execute(db);
  return rows.map(stepView);
}

/** Not the whole line of the plan: a step's desired and live values are long, and this is read with every event. */
export const shownOfItem = (table: string) => {
  const item = sql.ref(`${table}.item`);
  return sql`${item}->>'address' as address, ${item}->>'kind' as kind, ${item}->>'action' as action, ${item}->>'title' as title,
    coalesce(${sql.ref(`${table}.ghl_id`)}, ${item}->>'ghlId') as "ghlId"`;
};

export interface StepRow extends Omit<StepView, 'startedAt' | 'finishedAt'> {
  started_at: Date | null;
  finished_at: Date | null;
}

export const stepView = ({ started_at: startedAt, finished_at: finishedAt, ...row }: StepRow): StepView => ({
  ...row,
  startedAt: startedAt?.toISOString() ?? null,
  finishedAt: finishedAt?.toISOString() ?? null,
});
