import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { ThirdParties } from './third-parties.ts';

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** Everything is inside, so that an install brings one package and no versions to agree on. */
export async function bundleCode(folder: string, others: ThirdParties): Promise<string[]> {
  const library = await bundle(
    folder,
    { index: source('index.ts'), testing: source('testing/index.ts') },
    'neutral',
    others,
  );
  const cli = await bundle(folder, { cli: source('cli/main.ts') }, 'node', others);
  return [...new Set([...library, ...cli])];
}

async function bundle(
  folder: string,
  input: Record<string, string>,
  platform: 'neutral' | 'node',
  others: ThirdParties,
): Promise<string[]> {
  const code = await rolldown({
    input,
    platform,
    plugins: [others.collect()],
    transform: { target: 'es2023' },
    // Those of the libraries, for what is in them.
    resolve: { mainFields: ['module', 'main'] },
    external: platform === 'node' ? [/^node:/] : [],
  });
  const { output } = await code.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${platform === 'node' ? 'cli-' : ''}[name]-[hash].js`,
    comments: { legal: true },
  });
  await code.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}
