import type { Db } from '@groundwork/db';
import { sql } from 'kysely';
import { inScope, type Sight } from '../account-scope.ts';
import type { CsvAccount } from './values-of-csv.ts';

/** Accounts that a person may mean: those that GHL deleted or moved away are no more. By name. */
export const accountsOf = (db: Db, sight: Sight): Promise<CsvAccount[]> =>
  db
    .selectFrom('locations')
    .where('agency_id', '=', sight.agencyId)
    .where(inScope(sight, 'id'))
    .where('state', 'not in', ['deleted', 'moved'])
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .select(['id', 'name'])
    .execute();
