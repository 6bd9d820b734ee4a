import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the workspace's own package.json says once; the rest of it names sources. */
const told = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'author',
  'homepage',
  'repository',
  'bugs',
  'type',
  'sideEffects',
  'engines',
] as const;

type Manifest = Partial<Record<(typeof told)[number], unknown>>;

/** The published package.json names what was built. */
export function writeManifest(folder: string): void {
  const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;
  const manifest = {
    ...Object.fromEntries(told.flatMap((field) => (own[field] === undefined ? [] : [[field, own[field]]]))),
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './testing': { types: './testing.d.ts', default: './testing.js' },
      './package.json': './package.json',
    },
    // For tools that know no exports.
    main: './index.js',
    types: './index.d.ts',
    bin: { groundwork: './cli.js' },
    publishConfig: { access: 'public', provenance: true },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(new URL('../README.md', import.meta.url), join(folder, 'README.md'));
}
