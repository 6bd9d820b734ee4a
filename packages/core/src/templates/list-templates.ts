import type { Db } from '@groundwork/db';
import type { LibraryEntryView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { templateEntry } from './template-entry.ts';

export async function listTemplates(db: Db, agencyId: string): Promise<LibraryEntryView[]> {
  const rows = await db
    .selectFrom('templates')
    .where('agency_id', '=', agencyId)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .select(['id', 'name', 'description', 'source'])
    .execute();
  return rows.map(templateEntry);
}
