import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase } from '@groundwork/db/testing';
import { fixtures } from '@groundwork/ghl-sandbox';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { startTestService, testEnvironment } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const locationId = fixtures.locations.dental.id;
const root = join(import.meta.dirname, '../../../..');

/** As a person types it: `npm run <verb> -- oauth <file>`, from another folder. */
const command = (verb: string, args: string[], { cwd, env }: { cwd: string; env: Record<string, string> }) =>
  promisify(execFile)(process.execPath, [join(root, 'scripts', 'boot.mjs'), verb, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'],
      INIT_CWD: cwd,
      ...env,
    },
  });

test('the drill: back up, lose the database, restore into an empty one, and tokens are read and refreshed again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-drill-'));
  const world = await createWorld();
  onTestFinished(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  await signIn(world.service);
  const agency = await callBridge(world.service, 'accessToken', { companyId });
  const location = await callBridge(world.service, 'accessToken', { companyId, locationId });
  const { OAUTH_DATABASE_URL, TOKEN_ENCRYPTION_KEYS = '' } = testEnvironment(world, 0);
  const from = { OAUTH_DATABASE_URL: OAUTH_DATABASE_URL ?? '', TOKEN_ENCRYPTION_KEYS };

  await expect(command('backup', ['oauth'], { cwd: folder, env: from })).rejects.toThrow(
    'npm run backup -- oauth <file>',
  );
  const without = command('backup', ['oauth', 'drill.backup'], { cwd: folder, env: { TOKEN_ENCRYPTION_KEYS } });
  await expect(without).rejects.toThrow('OAUTH_DATABASE_URL: is required');
  const backedUp = await command('backup', ['oauth', 'drill.backup'], { cwd: folder, env: from });
  expect(backedUp.stderr).toMatch(/Backed up to .*drill\.backup.*key made from "k1"/);
  expect(backedUp.stderr).toContain('installations 1');
  await world.service.close();

  const empty = await createTestDatabase({ name: 'oauth', migrate });
  const into = { ...from, OAUTH_DATABASE_URL: empty.url };
  const restored = await command('restore', ['oauth', 'drill.backup'], { cwd: folder, env: into });
  expect(restored.stderr).toContain('Restored');
  const service = await startTestService({ databaseUrl: empty.url, sandbox: world.sandbox });
  onTestFinished(async () => {
    await service.close();
    await empty.drop();
  });
  expect((await callBridge(service, 'accessToken', { companyId })).accessToken).toBe(agency.accessToken);
  expect((await callBridge(service, 'accessToken', { companyId, locationId })).accessToken).toBe(location.accessToken);
  expect((await demandNewToken(service, agency)).accessToken).not.toBe(agency.accessToken);

  const again = command('restore', ['oauth', 'drill.backup'], { cwd: folder, env: into });
  await expect(again).rejects.toThrow('not empty');
});
