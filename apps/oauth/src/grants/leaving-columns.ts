import { sql } from 'kysely';

/**
 * What a location's row takes from the news that the app has gone from it at a time (GHL's clock). News that are older than
 * the install change nothing but the evidence. From here on a pause is over, and GHL has to be asked what became of it.
 */
export function leavingColumns(at: Date) {
  const leaves = sql<boolean>`(installed_locations.state in ('active', 'paused')
    and installed_locations.installed_at <= ${at}::timestamptz)`;
  const nowOr = (column: 'paused_at' | 'asked_at' | 'ask_after', then: Date | null) =>
    sql<Date | null>`case when ${leaves} then ${then}::timestamptz else installed_locations.${sql.ref(column)} end`;
  return {
    uninstalled_at: sql<Date>`greatest(installed_locations.uninstalled_at, ${at}::timestamptz)`,
    paused_at: nowOr('paused_at', null),
    asked_at: nowOr('asked_at', null),
    ask_after: nowOr('ask_after', new Date()),
  };
}
