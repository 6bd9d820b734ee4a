import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.ts';

const web = join(root, 'apps', 'web');
const built = join(web, 'dist');

/** Builds the SPA when what it is made of has changed. A half-made build is never served: it is moved in whole. */
export async function ensureWebBuild(log: (line: string) => void): Promise<void> {
  const inputs = hashOfInputs();
  if (isBuiltFrom(inputs)) return;

  log('Building the web app …');
  const fresh = join(web, `dist.${randomInt(2 ** 40)}`);
  const vite = spawn(
    process.execPath,
    [join(web, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: web, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  vite.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  await once(vite, 'close');
  if (vite.exitCode !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`the web app could not be built:\n${complaint.trim().split('\n').slice(0, 12).join('\n')}`);
  }
  writeFileSync(join(fresh, '.inputs'), inputs);
  await moveIn(fresh, inputs);
}

const isBuiltFrom = (inputs: string): boolean => {
  const stamp = join(built, '.inputs');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
};

/** Another process may build the same at the same time: whoever comes second has nothing left to do. */
async function moveIn(fresh: string, inputs: string): Promise<void> {
  const old = `${fresh}.old`;
  for (let attempt = 1; !isBuiltFrom(inputs); attempt++) {
    try {
      if (existsSync(built)) renameSync(built, old);
      renameSync(fresh, built);
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(100);
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
  rmSync(fresh, { recursive: true, force: true });
}

function hashOfInputs(): string {
  const hash = createHash('sha256');
  for (const path of ['apps/web', 'packages/shared/src', 'pnpm-lock.yaml'].map((name) => join(root, name)))
    for (const file of filesIn(path)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const skipped = /(^|[/\\])(node_modules|dist(\.\d+(\.old)?)?)([/\\]|$)|\.test\.tsx?$/;
  const entries = path.endsWith('.yaml') ? [] : readdirSync(path, { recursive: true, withFileTypes: true });
  if (entries.length === 0) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !skipped.test(file.slice(root.length)))
    .sort();
}
