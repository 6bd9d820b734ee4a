import type { Db, Tx } from '@groundwork/db';
import { isJsonList, isJsonObject, type Json } from '@groundwork/shared';
import type { DriftCauseView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope, type Sight } from '../account-scope.ts';
import { ignoredUntil } from './finding-rows.ts';
import { ignoreViews } from './ignore-views.ts';

const maxValues = 5;
const maxExamples = 5;
const maxText = 1_000;

interface CauseRow extends Omit<DriftCauseView, 'key' | 'blueprint' | 'path' | 'live' | 'firstSeenAt' | 'ignores'> {
  cause: string;
  blueprintId: string;
  blueprintName: string;
  path: string;
  live: { value: Json; accounts: number }[];
  firstSeenAt: Date;
}

/** Which of them: one, or a page of all. */
export type WhichCauses = { key: string } | { offset: number; limit: number };

/** Findings of open accounts by cause, those with the most open accounts first. */
export async function causeViews(
  db: Db | Tx,
  { now, which, ...sight }: Sight & { now: Date; which: WhichCauses },
): Promise<DriftCauseView[]> {
  const key = 'key' in which ? which.key : undefined;
  const [rows, ignores] = await Promise.all([
    causeRows(db, { ...sight, now, key, ...('key' in which ? { offset: 0, limit: 1 } : which) }),
    ignoreViews(db, { ...sight, now, key }),
  ]);
  return rows.map(({ cause, blueprintId, blueprintName, path, firstSeenAt, ...row }) => ({
    ...row,
    key: cause,
    blueprint: { id: blueprintId, name: blueprintName },
    path: path === '' ? null : path,
    expected: shortened(row.expected),
    live: row.live.map(({ value, accounts }) => ({ value: shortened(value), accounts })),
    firstSeenAt: firstSeenAt.toISOString(),
    ignores: ignores.get(cause) ?? [],
  }));
}

/** A list of causes is no place for whole letters. */
const shortened = (value: Json): Json => {
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, maxText)}…` : value;
  if (isJsonList(value)) return value.map(shortened);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item)]));
};

async function causeRows(
  db: Db | Tx,
  { now, key, offset, limit, ...sight }: Sight & { now: Date; key: string | undefined; offset: number; limit: number },
): Promise<CauseRow[]> {
  const { rows } = await sql<CauseRow>`
    with found as (
      select found.*, account.name as account, ${ignoredUntil(now)} is null as is_open
      from drift_findings found
      join locations account on account.agency_id = found.agency_id and account.id = found.location_id
      where found.agency_id = ${sight.agencyId} and ${inScope(sight, 'found.location_id')} and account.state = 'active'
        ${key === undefined ? sql`` : sql`and found.cause = ${key}`}
    ), causes as (
      select cause, blueprint_id, address, kind, path, what,
        mode() within group (order by title) as title,
        mode() within group (order by expected) as expected,
        count(*)::int as accounts, (count(*) filter (where is_open))::int as open,
        min(first_seen_at) as first_seen_at,
        (array_agg(jsonb_build_object('id', location_id, 'name', account) order by is_open desc, account))[:${maxExamples}] as examples
      from found group by cause, blueprint_id, address, kind, path, what
      order by open desc, accounts desc, address, path, cause
      limit ${limit} offset ${offset}
    ), held as (
      select cause, live, count(*)::int as accounts,
        row_number() over (partition by cause order by count(*) desc, live) as place
      from found join causes using (cause) group by cause, live
    ), shown as (
      select cause, jsonb_agg(jsonb_build_object('value', live, 'accounts', accounts) order by place) as live
      from held where place <= ${maxValues} group by cause
    )
    select causes.cause, causes.blueprint_id as "blueprintId", blueprints.name as "blueprintName",
      causes.address, causes.kind, causes.path, causes.what, causes.title, causes.expected, causes.accounts, causes.open,
      causes.first_seen_at as "firstSeenAt", to_jsonb(causes.examples) as examples, shown.live
    from causes
    join blueprints on blueprints.id = causes.blueprint_id
    join shown on shown.cause = causes.cause
    order by causes.open desc, causes.accounts desc, causes.address, causes.path, causes.cause`.execute(db);
  return rows;
}

/** How many there are, ignored ones too. */
export async function countCauses(db: Db | Tx, sight: Sight): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(distinct found.cause)::int as total
    from drift_findings found
    join locations account on account.agency_id = found.agency_id and account.id = found.location_id
    where found.agency_id = ${sight.agencyId} and ${inScope(sight, 'found.location_id')} and account.state = 'active'`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}
