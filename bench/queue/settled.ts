import { setTimeout as sleep } from 'node:timers/promises';
import type { connect } from '@groundwork/db';
import { sql } from 'kysely';

type Db = ReturnType<typeof connect>;

/** pg-boss's table, looked at from outside. */
export const settled = {
  /** After much was inserted at once, as autovacuum would do before long. */
  prepare: (db: Db) => sql`analyze pgboss.job_common`.execute(db),
  async all(db: Db, queue: string): Promise<void> {
    for (;;) {
      const { rows } = await sql`select from pgboss.job where name = ${queue} and state <= 'active' limit 1`.execute(
        db,
      );
      if (rows.length === 0) return;
      await sleep(10);
    }
  },
};
