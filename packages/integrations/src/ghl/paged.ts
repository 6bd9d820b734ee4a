import { ServiceError } from '../service-error.ts';

/** One page of a list, and how many rows GHL says there are in all, where it says so. */
export interface Page<Row> {
  rows: Row[];
  total?: number | undefined;
}

type ReadPage<Row> = (page: { limit: string; skipped: string }) => Promise<Page<Row>>;

/**
 * Reads a list to its last page. One that grows or shrinks meanwhile is read again from the start: a row that was deleted
 * moves another to a page that was read before, and whoever missed that one would make it a second time.
 */
export async function paged<Row extends { id: string }>(limit: number, read: ReadPage<Row>): Promise<Row[]> {
  for (let turn = 0; turn < 3; turn++) {
    const rows = await readPages(limit, read);
    if (rows) return rows;
  }
  throw unreadable('A list of GoHighLevel changed each time it was read. Try again later.');
}

/**
 * Null where the total changed. A short page is the last one only where the total agrees: GHL may cut pages below the limit that
 * is asked for, and then, without a total, only a page with nothing new is the end.
 */
async function readPages<Row extends { id: string }>(limit: number, read: ReadPage<Row>): Promise<Row[] | null> {
  // By id: a row created meanwhile moves others onto the next page, where they come a second time.
  const found = new Map<string, Row>();
  let first: Page<Row> | undefined;
  let skipped = 0;
  while (true) {
    const page = await read({ limit: String(limit), skipped: String(skipped) });
    const { rows, total } = page;
    first ??= page;
    if (total !== first.total) return null;
    const known = found.size;
    for (const row of rows) found.set(row.id, row);
    skipped += rows.length;
    const isShort = rows.length < limit;
    const isNew = found.size > known;
    const isAll = total === undefined ? !isNew : skipped >= total;
    if (isShort && (rows.length === 0 || isAll)) return [...found.values()];
    if (!isShort && !isNew)
      throw unreadable('GoHighLevel answers the same page of a list again and again. Try again later.');
  }
}

/** Never a part of a list: the rest would be taken for missing. */
const unreadable = (message: string): ServiceError =>
  new ServiceError({
    service: 'ghl',
    operation: 'page',
    code: 'GHL_UNAVAILABLE',
    message,
    retryable: true,
    outcome: 'not-applied',
  });
