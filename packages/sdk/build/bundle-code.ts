import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** Everything is inside, so that an install brings one package and no versions to agree on. */
export async function bundleCode(folder: string): Promise<void> {
  await bundle(folder, { index: source('index.ts'), testing: source('testing/index.ts') }, 'neutral');
  const cli = source('cli/main.ts');
  if (existsSync(cli)) await bundle(folder, { cli }, 'node');
}

async function bundle(folder: string, input: Record<string, string>, platform: 'neutral' | 'node'): Promise<void> {
  const code = await rolldown({
    input,
    platform,
    transform: { target: 'es2023' },
    // Those of the libraries, for what is in them.
    resolve: { mainFields: ['module', 'main'] },
    external: platform === 'node' ? [/^node:/] : [],
  });
  await code.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${platform === 'node' ? 'cli-' : ''}[name]-[hash].js`,
    comments: { legal: true },
  });
  await code.close();
}
