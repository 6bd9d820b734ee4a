import type { AssistantCallView, AssistantUsageView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context } from '../context.ts';
import { readBudget } from './budget.ts';
import { type Month, monthNamed, monthOf } from './month.ts';

const newestCalls = 100;

/** What the assistant was asked and cost in a month (`2026-11`, UTC); left out: this one. */
export async function getAssistantUsage(
  ctx: Context,
  input: { month?: string | undefined },
): Promise<AssistantUsageView> {
  authorise(ctx, 'read');
  const month = input.month === undefined ? monthOf(ctx.now()) : monthNamed(input.month);
  const [budget, totals, byTask, byMember, byDay, calls] = await Promise.all([
    readBudget(ctx, ctx.db, month),
    callsIn(ctx, month).select(totalColumns).executeTakeFirstOrThrow(),
    callsIn(ctx, month).groupBy('task').orderBy('task').select('task').select(totalColumns).execute(),
    callsIn(ctx, month)
      .leftJoin('members', 'members.id', 'call.member_id')
      .groupBy(['call.member_id', 'members.name'])
      .orderBy('members.name')
      .select(['call.member_id as memberId', 'members.name'])
      .select(totalColumns)
      .execute(),
    daysIn(ctx, month),
    newestIn(ctx, month),
  ]);
  return { month: month.name, budget, totals, byTask, byMember, byDay, calls };
}

const callsIn = (ctx: Context, month: Month) =>
  ctx.db
    .selectFrom('assistant_calls as call')
    .where('call.agency_id', '=', ctx.actor.agencyId)
    .where('call.created_at', '>=', month.start)
    .where('call.created_at', '<', month.end);

/** One unknown price makes the sum unknown. */
const cost = sql<number | null>`case
  when coalesce(bool_or(call.cost_micros is null and call.input_tokens + call.output_tokens > 0), false) then null
  else coalesce(sum(call.cost_micros), 0)::bigint end`;
const count = (condition: string) => sql<number>`count(*) filter (where ${sql.raw(condition)})`;
const sum = (column: string) => sql<number>`coalesce(sum(${sql.ref(`call.${column}`)}), 0)::bigint`;
const questions = sql<number>`count(distinct call.run_id)`;

const totalColumns = [
  questions.as('questions'),
  count(`call.source = 'model'`).as('calls'),
  count(`call.source = 'cache'`).as('cacheAnswers'),
  count(`call.source = 'offline' and call.state = 'DONE'`).as('offlineAnswers'),
  count(`call.state = 'FAILED'`).as('failed'),
  sum('saved_tokens').as('savedTokens'),
  sum('input_tokens').as('inputTokens'),
  sum('cached_input_tokens').as('cachedInputTokens'),
  sum('output_tokens').as('outputTokens'),
  cost.as('costMicros'),
];

function daysIn(ctx: Context, month: Month): Promise<AssistantUsageView['byDay']> {
  const day = sql<string>`to_char(call.created_at at time zone 'UTC', 'YYYY-MM-DD')`;
  const tokens = sql<number>`sum(call.input_tokens + call.output_tokens)::bigint`;
  return callsIn(ctx, month)
    .groupBy(day)
    .orderBy(day)
    .select([day.as('day'), tokens.as('tokens'), questions.as('questions'), cost.as('costMicros')])
    .execute();
}

async function newestIn(ctx: Context, month: Month): Promise<AssistantCallView[]> {
  const rows = await callsIn(ctx, month)
    .leftJoin('members', 'members.id', 'call.member_id')
    .orderBy('call.created_at', 'desc')
    .orderBy('call.attempt', 'desc')
    .limit(newestCalls)
    .selectAll('call')
    .select('members.name as memberName')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    attempt: row.attempt,
    task: row.task,
    source: row.source,
    model: row.model,
    state: row.state,
    errorCode: row.error_code,
    memberName: row.memberName,
    estimated: row.usage_estimated,
    inputTokens: row.input_tokens,
    cachedInputTokens: row.cached_input_tokens,
    outputTokens: row.output_tokens,
    costMicros: row.cost_micros,
    at: row.created_at.toISOString(),
    seconds: row.finished_at && (row.finished_at.getTime() - row.created_at.getTime()) / 1_000,
  }));
}
