import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Whether a user who owns none of it can walk down to `path`: PostgreSQL says "cannot open libicuuc" where this is false. */
export async function isReachableByAnyone(path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((await exists(folder)) && ((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
