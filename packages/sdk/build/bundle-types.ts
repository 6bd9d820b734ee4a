import { fileURLToPath } from 'node:url';
import { type Plugin, rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import type { ThirdParties } from './third-parties.ts';

const own = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Declarations that import nothing: whatever would still come from elsewhere fails the build. */
export async function bundleTypes(folder: string, others: ThirdParties): Promise<void> {
  const types = await rollup({
    input: { index: own('src/index.ts'), testing: own('src/testing/index.ts') },
    plugins: [takeIn, dts({ tsconfig: own('build/tsconfig.json') }), others.collect()],
    treeshake: { moduleSideEffects: 'no-external' },
    // Judged below, by what is left after unused ones fell away.
    onLog: () => {},
  });
  const { output } = await types.write({ dir: folder, format: 'es', chunkFileNames: 'types.d.ts' });
  await types.close();
  const files = output.filter((file) => file.type === 'chunk');
  const names = new Set(files.map((file) => file.fileName));
  const foreign = files.flatMap((file) => file.imports).filter((from) => !names.has(from));
  if (foreign.length > 0)
    throw new Error(`The published types would import ${foreign.join(', ')}. Keep what needs it out of them.`);
}

/** Our own packages are not published, so what is needed of them goes in. */
const takeIn: Plugin = {
  name: 'take-in',
  resolveId: (id) => (id.startsWith('@groundwork/shared') ? fileURLToPath(import.meta.resolve(id)) : null),
};
