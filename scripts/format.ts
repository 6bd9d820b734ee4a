import { spawnSync } from 'node:child_process';
import { root } from './root.ts';

process.exitCode = spawnSync('oxfmt', process.argv.slice(2), { cwd: root, stdio: 'inherit' }).status ?? 1;
