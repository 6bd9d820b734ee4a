import { sql } from 'kysely';

/**
 * Nobody waits for the disk, of all least while the row is locked. What a database that dies forgets are the calls of a moment,
 * and GHL's next answer says how many there were.
 */
export const noDisk = sql`set_config('synchronous_commit', 'off', true)`;
