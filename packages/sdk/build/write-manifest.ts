import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  name: string;
  version: string;
}

/** The workspace's own package.json names sources; the published one names what was built. */
export function writeManifest(folder: string): void {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;
  const manifest = {
    name,
    version,
    description: 'Plan, apply and watch the configuration of GoHighLevel sub-accounts: the typed client and the CLI.',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './testing': { types: './testing.d.ts', default: './testing.js' },
      './package.json': './package.json',
    },
    ...(existsSync(join(folder, 'cli.js')) ? { bin: { groundwork: './cli.js' } } : {}),
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(new URL('../README.md', import.meta.url), join(folder, 'README.md'));
}
