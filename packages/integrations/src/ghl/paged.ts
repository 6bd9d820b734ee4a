import { ServiceError } from '../service-error.ts';

/** One page of a list, and how many rows GHL says there are in all, where it says so. */
export interface Page<Row> {
  rows: Row[];
  total?: number | undefined;
}

/**
 * Reads a list to its last page. A short page is the last one only where the total agrees: GHL may cut pages below the limit
 * that is asked for, and then, without a total, only a page with nothing new is the end.
 */
export async function paged<Row extends { id: string }>(
  limit: number,
  read: (page: { limit: string; skipped: string }) => Promise<Page<Row>>,
): Promise<Row[]> {
  // By id: a row created meanwhile moves others onto the next page, where they come a second time.
  const found = new Map<string, Row>();
  let skipped = 0;
  while (true) {
    const { rows, total } = await read({ limit: String(limit), skipped: String(skipped) });
    const known = found.size;
    for (const row of rows) found.set(row.id, row);
    skipped += rows.length;
    const isShort = rows.length < limit;
    const isNew = found.size > known;
    const isAll = total === undefined ? !isNew : skipped >= total;
    if (isShort && (rows.length === 0 || isAll)) return [...found.values()];
    if (!isShort && !isNew) throw endless();
  }
}

/** Whoever stands still would ask for ever; whoever stopped here would take the rest for missing. */
const endless = (): ServiceError =>
  new ServiceError({
    service: 'ghl',
    operation: 'page',
    code: 'GHL_UNAVAILABLE',
    message: 'GHL answers the same page of a list again and again. Try again later.',
    retryable: true,
    outcome: 'not-applied',
  });
