import { cpSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { root } from '../../scripts/root.ts';
import { ensureWebBuild } from '../../scripts/web-build.ts';

/** What each image runs, by the name it has there, and the folders it reads while it runs. */
const images = {
  api: { entries: { api: 'apps/server/src/api.ts' }, folders: ['packages/core/src/library', 'apps/web/dist'] },
  worker: { entries: { worker: 'apps/server/src/worker.ts' }, folders: ['packages/core/src/library'] },
  oauth: { entries: { oauth: 'apps/oauth/src/main.ts' }, folders: [] },
  tools: {
    entries: { migrate: 'scripts/migrate.ts', backup: 'scripts/backup.ts', restore: 'scripts/restore.ts' },
    folders: [],
  },
};

/** One file a command, without node_modules: `<folder>/<image>/bin/<command>.mjs`. */
export async function bundleImages(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  // The pages are built by a process of their own, so the commands need not wait for them.
  await Promise.all([
    ensureWebBuild((line) => process.stderr.write(`${line}\n`)),
    ...Object.entries(images).map(([image, { entries }]) => bundleCommands(join(folder, image, 'bin'), entries)),
  ]);
  for (const [image, { folders }] of Object.entries(images))
    for (const path of folders)
      cpSync(join(root, path), join(folder, image, path), {
        recursive: true,
        filter: (file) => !file.endsWith('.test.ts'),
      });
}

async function bundleCommands(dir: string, entries: Record<string, string>): Promise<void> {
  const code = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
    platform: 'node',
    // Of pg and pino: native speed-ups that are not installed.
    external: ['pg-native', 'pino-pretty'],
    plugins: [keepAddresses],
    onLog: () => {},
  });
  await code.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  });
  await code.close();
}

/** A source that reads files beside it finds them from the bundle as well: they keep their place under the image's root. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  transform(code, id) {
    if (!id.startsWith(root + sep) || id.includes('node_modules') || !code.includes('import.meta.url')) return null;
    const path = relative(root, id).split(sep).join('/');
    return code.replaceAll('import.meta.url', `new URL('../${path}', import.meta.url).href`);
  },
};

if (import.meta.main) await bundleImages(join(root, 'out'));
