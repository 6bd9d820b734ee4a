import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from '../packages/sdk/build/build.ts';
import { root } from './root.ts';

// The SDK and the CLI as one file for `npm install`, here or on another machine with Node 20 or newer.
const folder = join(root, 'packages/sdk/dist');
await build(folder);
const name = execFileSync('npm', ['pack', folder, '--pack-destination', folder, '--silent'], { encoding: 'utf8' });
process.stdout.write(`${join(folder, name.trim())}\n`);
