/** One page of a list, and how many rows GHL says there are in all, where it says so. */
export interface Page<Row> {
  rows: Row[];
  total?: number | undefined;
}

/** Reads a list to its last page: the first that is short. A page that GHL cut below the limit is told by the total. */
export async function paged<Row extends { id: string }>(
  limit: number,
  read: (page: { limit: string; skipped: string }) => Promise<Page<Row>>,
): Promise<Row[]> {
  // By id: a row created meanwhile moves others onto the next page, where they come a second time.
  const found = new Map<string, Row>();
  let skipped = 0;
  while (true) {
    const { rows, total = 0 } = await read({ limit: String(limit), skipped: String(skipped) });
    for (const row of rows) found.set(row.id, row);
    skipped += rows.length;
    if (rows.length === 0 || (rows.length < limit && skipped >= total)) return [...found.values()];
  }
}
