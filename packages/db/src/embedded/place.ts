import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, realpath, rmdir, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemFolder } from './binaries.ts';
import { exists, isReachableByAnyone } from './paths.ts';

/** The folder of a cluster and the user its server runs as (`undefined`: as ourselves). */
export type Place = { folder: string; user: { uid: number; gid: number } | undefined };

/**
 * PostgreSQL refuses to run as root, so root runs it as nobody. Where nobody cannot reach `dataDir` (a clone in root's
 * home), the cluster goes to /var/lib/groundwork and `dataDir` becomes a link to it.
 */
export async function choosePlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const wanted = resolve(dataDir);
  await mkdir(dirname(wanted), { recursive: true });
  const isLink = await lstat(wanted).then(
    (entry) => entry.isSymbolicLink(),
    () => false,
  );
  if (isLink && !(await exists(wanted)))
    throw new Error(
      `The database folder that ${wanted} links to is gone. Bring it back, or remove ${dirname(wanted)} to begin without data.`,
    );

  if (process.getuid?.() !== 0) return { folder: isLink ? await realpath(wanted) : wanted, user: undefined };
  if (isLink || (await isReachableByAnyone(dirname(wanted)))) {
    const folder = isLink ? await realpath(wanted) : wanted;
    return { folder, user: await ownerOf(folder) };
  }
  if (await exists(join(wanted, 'PG_VERSION')))
    throw new Error(
      `The database in ${wanted} belongs to another user than root. Start as that user, or let others pass through its folder (chmod o+x).`,
    );
  const folder = await systemPlace(wanted);
  log(`PostgreSQL runs as the user "nobody", who cannot reach ${dirname(wanted)}: its data goes to ${folder}`);
  return { folder, user: nobody };
}

const nobody = { uid: 65534, gid: 65534 };

/** A cluster made by somebody else (say, before this ran as root) stays theirs. */
async function ownerOf(folder: string): Promise<{ uid: number; gid: number }> {
  const version = join(folder, 'PG_VERSION');
  if (!(await exists(version))) return nobody;
  const { uid, gid } = await stat(version);
  return uid === 0 ? nobody : { uid, gid };
}

/** A new folder each time: data that an earlier, removed link pointed to is never overwritten. */
async function systemPlace(wanted: string): Promise<string> {
  await mkdir(systemFolder, { recursive: true, mode: 0o755 });
  const hash = createHash('sha256').update(dirname(wanted)).digest('hex').slice(0, 12);
  const folder = await mkdtemp(join(systemFolder, `${hash}-`));
  await chown(folder, nobody.uid, nobody.gid);
  if (await exists(wanted)) await rmdir(wanted); // only ever an empty one
  await symlink(folder, wanted);
  return folder;
}
