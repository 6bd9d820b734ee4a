import { rateLimits } from '@groundwork/ghl-sandbox';
import type { RolloutView } from '@groundwork/shared/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Role, superviseRole } from '../scripts/role.ts';
import { contentsOf } from './kills/contents.ts';
import { openWorld, type World } from './kills/world.ts';
import { roleEnvironment } from './role-environment.ts';

/** Two hundred accounts in one rollout, two workers, and one of them dies for good in the middle. */

const accounts = 200;
const resources = 60;

let world: World;
let doomed: Role;

beforeAll(async () => {
  world = await openWorld();
  doomed = superviseRole(
    {
      name: 'worker-2',
      entry: 'apps/server/src/worker.ts',
      env: roleEnvironment(world.instance, 'worker'),
      logFile: `${world.instance.dataDir}/logs/worker-2.log`,
    },
    () => undefined,
  );
  doomed.start();
  await doomed.ready();
});
afterAll(async () => {
  await doomed?.stop();
  await world?.instance.stop();
});

const third = resources / 3;
const lines = (line: (index: number) => string) =>
  Array.from({ length: third }, (_, index) => `    ${line(index)}`).join('\n');
const source = `
groundwork: 1
name: Franchise
resources:
  tag:
${lines((index) => `t${index}: { name: franchise ${index} }`)}
  customField:
${lines((index) => `f${index}: { name: Franchise field ${index}, model: contact, dataType: TEXT }`)}
  customValue:
${lines((index) => `v${index}: { name: Franchise value ${index}, value: "{{ \${customField.f${index}.fieldKey} }}" }`)}
`;
/** Each once. */
const whole = Array.from({ length: third }, (_, index) => [
  `tag franchise ${index}`,
  `customField franchise field ${index}`,
  `customValue franchise value ${index}`,
])
  .flat()
  .toSorted();

const rollout = (id: string) => world.member.trpc.rollouts.get.query({ id });

async function reached(id: string, isThere: (now: RolloutView) => boolean): Promise<RolloutView> {
  for (let asked = 0; asked < 1_200; asked++) {
    const now = await rollout(id).catch(() => null);
    if (now && isThere(now)) return now;
    await sleep(250);
  }
  throw new Error(`it never came to that: ${JSON.stringify(await rollout(id))}`);
}

test(
  'a worker is killed in the middle: every account ends whole, and nothing is refused for its rate',
  { timeout: 900_000 },
  async () => {
    const { openAccounts, member, sandbox } = world;
    const names = Array.from({ length: accounts }, (_, index) => `Branch ${String(index).padStart(3, '0')}`);
    const ids = Object.values(await openAccounts(...names));
    const version = await member.trpc.blueprints.save.mutate({ source });
    await sandbox.clearStats();
    const { id } = await member.trpc.rollouts.create.mutate({
      blueprintVersionId: version.id,
      targets: ids.map((locationId) => ({ locationId })),
      settings: { waveSize: 50, parallel: 40 },
    });
    const planned = await reached(id, ({ state }) => state !== 'PLANNING');
    expect(planned).toMatchObject({
      state: 'PLANNED',
      summary: { create: accounts * resources },
      counts: { PLANNED: accounts },
    });

    await member.trpc.rollouts.start.mutate({ id });
    await reached(id, ({ counts }) => counts.SUCCESS >= accounts / 2);
    await Promise.all([doomed.kill('SIGKILL'), doomed.stop()]);
    const ended = await reached(id, ({ state }) => state !== 'RUNNING');
    expect(ended).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: accounts } });

    const stats = await sandbox.stats();
    expect(stats.rateLimited).toBe(0);
    expect(Math.max(...ids.map((one) => stats.resources[one]?.peak ?? 0))).toBeLessThanOrEqual(
      rateLimits.standard.burst,
    );
    for (const one of ids) expect(await contentsOf(sandbox, one)).toEqual(whole);
  },
);
