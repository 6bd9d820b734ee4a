import { resolve } from 'node:path';

export type Wanted = { database: 'oauth' | 'api'; file: string };

/** Paths count from where the person stands: boot.mjs runs us in the root of the repository. */
export function backupFile(verb: 'backup' | 'restore', [database, file, ...more]: string[]): Wanted {
  if ((database !== 'oauth' && database !== 'api') || file === undefined || more.length > 0)
    throw new Error(`say what and where: \`npm run ${verb} -- oauth <file>\` or \`npm run ${verb} -- api <file>\`.`);
  return { database, file: resolve(process.env.INIT_CWD ?? process.cwd(), file) };
}

/** What came along, by table. */
export const tellRows = (rows: Record<string, number>): string =>
  `Rows: ${Object.entries(rows)
    .map(([table, number]) => `${table} ${number}`)
    .join(', ')}.`;
