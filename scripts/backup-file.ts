import { resolve } from 'node:path';

/** Paths count from where the person stands: boot.mjs runs us in the root of the repository. */
export function backupFile(verb: 'backup' | 'restore', [database, file, ...more]: string[]): string {
  if (database !== 'oauth' || file === undefined || more.length > 0)
    throw new Error(`say what and where: \`npm run ${verb} -- oauth <file>\`.`);
  return resolve(process.env.INIT_CWD ?? process.cwd(), file);
}
