import type { Place } from './key-ring.ts';

export type SealedColumn = Omit<Place, 'rowId'>;

/** Every column that holds sealed text; its row is named by `id`. A test compares it with the database. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'installations', column: 'access_token' },
  { table: 'installations', column: 'refresh_token' },
  { table: 'installations', column: 'previous_refresh_token' },
  { table: 'location_tokens', column: 'access_token' },
  { table: 'refresh_journal', column: 'access_token' },
  { table: 'refresh_journal', column: 'refresh_token' },
];
