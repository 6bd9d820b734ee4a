import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { breaches } from './walls.ts';

const word = ['refresh', 'Token'].join('');

test.each([
  ['packages/core/src/a.ts', `const ${word} = 1;`],
  ['apps/web/src/a.tsx', "import { appRouter } from '@groundwork/api';"],
  ['apps/web/src/a.ts', "import { connect } from '@groundwork/db';"],
  ['packages/integrations/src/a.ts', 'process.env.KEY'],
  ['packages/api/src/a.ts', "import { sql } from 'kysely';"],
  ['packages/ghl-sandbox/src/a.ts', "import { bridgeRoutes } from '@groundwork/shared/bridge';"],
  ['packages/core/src/b.ts', "import { app } from '@groundwork/oauth';"],
])('finds the breach in %s: %s', (file, text) => {
  expect(breachesOf(file, text)).toEqual([expect.stringContaining(`${file}:2 `)]);
});

test.each([
  ['apps/oauth/src/a.ts', `const ${word} = 1;`],
  ['apps/web/src/a.ts', "import type { AppRouter } from '@groundwork/api';"],
  ['apps/server/src/env.ts', 'process.env.KEY'],
])('lets %s pass: %s', (file, text) => {
  expect(breachesOf(file, text)).toEqual([]);
});

function breachesOf(file: string, text: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'groundwork-walls-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `\n${text}\n`);
  return breaches(root);
}
