import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleCode } from './bundle-code.ts';
import { bundleTypes } from './bundle-types.ts';
import { createThirdParties } from './third-parties.ts';
import { writeManifest } from './write-manifest.ts';

/**
 * The package as it is published: ESM and declarations that stand alone. `npm pack` or `npm publish` it from there. Resolves with the
 * files whose code is in it.
 */
export async function build(folder: string): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true });
  const others = createThirdParties();
  const bundled = await bundleCode(folder, others);
  await bundleTypes(folder, others);
  others.write(folder);
  writeManifest(folder);
  return bundled;
}

if (import.meta.main) await build(fileURLToPath(new URL('../dist/', import.meta.url)));
