import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { BridgeResponse, RefreshEntry, refreshesRequest } from '@groundwork/shared/bridge';
import type { z } from 'zod';
import type { OAuthContext } from '../context.ts';
import type { JournalState } from '../db/schema.ts';
import { readCursor, writeCursor } from './refresh-cursor.ts';
import type { RefreshCursor } from './refresh-cursor.ts';

interface Row {
  id: string;
  installation_id: string;
  location_id: string | null;
  state: JournalState;
  error: string | null;
  started_at: Date;
  started_micros: string;
  ended_at: Date | null;
}

/** What was asked of GHL's token endpoint for a company, newest first. */
export async function listRefreshes(
  { db }: Pick<OAuthContext, 'db'>,
  { companyId, before, limit }: z.output<typeof refreshesRequest>,
): Promise<BridgeResponse<'refreshes'>> {
  const after = before === null ? null : readCursor(before);
  // One more than is asked for: it says whether there is a next page.
  const { rows } = await pageOf({ companyId, after, rows: limit + 1 }).execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    refreshes: page.map(entryOf),
    nextBefore: rows.length > limit && last ? writeCursor({ micros: last.started_micros, id: last.id }) : null,
  };
}

/** Each grant brings a page at most, by its index: the journal is as long as the service is old. */
export function pageOf(page: { companyId: string; after: RefreshCursor | null; rows: number }): RawBuilder<Row> {
  const isOlder =
    page.after === null
      ? sql``
      : sql`and (started_at, id) < (timestamptz 'epoch' + ${page.after.micros}::bigint * interval '1 microsecond', ${page.after.id})`;
  return sql<Row>`
    select j.id, i.id as installation_id, i.location_id, j.state, j.error, j.started_at, j.ended_at,
      (extract(epoch from j.started_at) * 1000000)::bigint as started_micros
    from installations i cross join lateral (
      select id, state, error, started_at, ended_at from refresh_journal
      where installation_id = i.id ${isOlder}
      order by started_at desc, id desc limit ${page.rows}) j
    where i.company_id = ${page.companyId}
    order by j.started_at desc, j.id desc limit ${page.rows}`;
}

const entryOf = (row: Row): RefreshEntry => ({
  id: row.id,
  installationId: row.installation_id,
  locationId: row.location_id,
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  outcome: outcomes[row.state],
  error: row.error,
});

/** `answered`: GHL's pair is in the journal and on its way into the grant. */
const outcomes: Record<JournalState, RefreshEntry['outcome']> = {
  intent: 'under-way',
  answered: 'under-way',
  done: 'refreshed',
  unknown: 'unknown',
  failed: 'failed',
  superseded: 'superseded',
};
