import type pg from 'pg';

/** Each costs PostgreSQL memory for as long as the connection lives. Texts whose length varies with their input must not fill it. */
const maxPrepared = 300;
const maxLength = 20_000;
const maxSeen = 2_000;
/** PostgreSQL's `feature_not_supported`: a migration has changed what the statement answers, so it cannot be run any more. */
const answersOtherwise = '0A000';

/**
 * Lets a connection prepare what it is asked again: PostgreSQL then neither parses nor plans it any more, which of a join over
 * eight tables is nine tenths of the work. What is asked once stays unprepared.
 */
export function prepareRepeated(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...input: unknown[]) => Promise<pg.QueryResult>;
  const seen = new Set<string>();
  const prepared = new Map<string, string>();
  let count = 0;

  const nameOf = (text: string): string | undefined => {
    const name = prepared.get(text);
    if (name !== undefined || text.length > maxLength || prepared.size >= maxPrepared) return name;
    if (!seen.has(text)) {
      if (seen.size >= maxSeen) seen.clear();
      seen.add(text);
      return undefined;
    }
    seen.delete(text);
    count += 1;
    prepared.set(text, `groundwork_${count}`);
    return prepared.get(text);
  };

  client.query = ((...input: unknown[]) => {
    const [text, values, ...rest] = input;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0 || rest.length > 0)
      return query(...input);
    const name = nameOf(text);
    if (name === undefined) return query(text, values);
    return query({ name, text, values }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === answersOtherwise) prepared.delete(text);
      throw error;
    });
  }) as typeof client.query;
}
