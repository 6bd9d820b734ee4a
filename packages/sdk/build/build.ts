import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleCode } from './bundle-code.ts';
import { bundleTypes } from './bundle-types.ts';
import { writeManifest } from './write-manifest.ts';

/** The package as it is published: ESM and declarations that stand alone. `npm pack` or `npm publish` it from there. */
export async function build(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await bundleCode(folder);
  await bundleTypes(folder);
  writeManifest(folder);
}

if (import.meta.main) await build(fileURLToPath(new URL('../dist/', import.meta.url)));
