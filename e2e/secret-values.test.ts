import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';

/** What people keep as secrets of their accounts, through everything that answers or is logged. */

let instance: Instance;
let owner: SignedIn;
const answers: string[] = [];

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false, env: { LOG_LEVEL: 'debug' } });
  owner = await signIn(instance.url);
});
afterAll(() => instance?.stop());

const { gym, medSpa } = fixtures.locations;
const source = `groundwork: 1
name: Keys
variables:
  api_key: { type: string, secret: true }
  group_key: { type: string, secret: true }
  row_key: { type: string, secret: true }
resources:
  customValue:
    a: { name: Key a, value: "\${var.api_key}" }
    g: { name: Key g, value: "\${var.group_key}" }
    r: { name: Key r, value: "\${var.row_key}" }
`;

/** Keeps what was answered, a refusal too. */
async function ask<T>(work: Promise<T>): Promise<T> {
  try {
    const answer = await work;
    answers.push(JSON.stringify(answer ?? null));
    return answer;
  } catch (error) {
    answers.push(`${String(error)} ${JSON.stringify(error)}`);
    throw error;
  }
}
const refused = (work: Promise<unknown>, why: RegExp) => expect(ask(work)).rejects.toThrow(why);

async function until<T>(look: () => Promise<T>, isOver: (found: T) => boolean): Promise<T> {
  for (let looked = 0; looked < 600; looked++) {
    const found = await ask(look());
    if (isOver(found)) return found;
    await sleep(100);
  }
  throw new Error('it does not end');
}
const ended = (id: string) =>
  until(
    () => owner.trpc.jobs.get.query({ id }),
    ({ state }) => state !== 'PENDING' && state !== 'PROCESSING',
  );

test('no value of a secret is in any answer, log or metric', { timeout: 240_000 }, async () => {
  const { trpc } = owner;
  const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
  const { id: versionId, blueprintId } = await ask(trpc.blueprints.save.mutate({ source }));

  const set = (level: 'agency' | 'group' | 'location', ownerId: string | null, name: string, value: string) =>
    ask(trpc.variables.set.mutate({ level, ownerId, values: [{ name, value }] }));
  await set('agency', null, 'api_key', 'hush-agency');
  const group = await ask(trpc.groups.save.mutate({ name: 'Keys', locationIds: [gym.id, medSpa.id] }));
  await set('group', group.id, 'group_key', 'hush-group');
  const csv = `location,row_key\n${gym.id},hush-row\n${medSpa.id},hush-row2\n`;
  // A dry run reads the caller's own file back to them: the form of a rollout takes its values from there.
  await trpc.variables.importCsv.mutate({ csv, dryRun: true });
  await ask(trpc.variables.importCsv.mutate({ csv, dryRun: false }));
  for (const [level, ownerId] of [
    ['agency', null],
    ['group', group.id],
    ['location', gym.id],
  ] as const)
    await ask(trpc.variables.list.query({ level, ownerId }));
  await ask(trpc.variables.resolve.query({ locationId: gym.id, blueprintVersionId: versionId }));
  await ask(trpc.variables.exportCsv.query({ blueprintVersionId: versionId }));
  await refused(set('location', gym.id, 'row_key', 'hush-row\u202E'), /Nothing was changed/);

  // One account by a plan with a value of its own; GHL refuses a write and repeats what it was sent.
  const plan = (variables: Record<string, string>) =>
    ask(trpc.plans.create.mutate({ locationId: gym.id, blueprintVersionId: versionId, variables }));
  const { id: planId } = await plan({ api_key: 'hush-plan', group_key: 'hush-plan', row_key: 'hush-plan' });
  const customValues = { method: 'POST', path: `/locations/${gym.id}/customValues` } as const;
  const echo = JSON.stringify({ message: 'The value "hush-plan" is taken' });
  await sandbox.addFault({ ...customValues, mode: 'status', status: 400, contentType: 'application/json', body: echo });
  const job = await ask(trpc.jobs.start.mutate({ planId }));
  expect(await ended(job.id)).toMatchObject({ state: 'FAILED', done: 2, failed: 1 });
  await ask(trpc.jobs.retry.mutate({ id: job.id }));
  expect(await ended(job.id)).toMatchObject({ state: 'SUCCESS', done: 3 });
  await ask(trpc.plans.get.query({ id: planId }));
  await ask(trpc.jobs.report.query({ id: job.id }));
  await ask(trpc.plans.rollback.mutate({ jobId: job.id }));
  await ask(trpc.plans.destroy.mutate({ locationId: gym.id, blueprintId }));

  // Both by a rollout.
  const rollout = await ask(
    trpc.rollouts.create.mutate({
      blueprintVersionId: versionId,
      targets: [{ locationId: gym.id }, { locationId: medSpa.id, inputs: { api_key: 'hush-rollout' } }],
    }),
  );
  const { id } = rollout;
  const stand = (over: readonly string[]) =>
    until(
      () => trpc.rollouts.get.query({ id }),
      ({ state }) => over.includes(state),
    );
  await stand(['PLANNED']);
  await ask(trpc.rollouts.start.mutate({ id }));
  expect(await stand(['SUCCESS', 'FAILED', 'HALTED'])).toMatchObject({ state: 'SUCCESS' });
  for (const row of (await ask(trpc.rollouts.matrix.query({ id }))).rows) {
    if (row.planId) await ask(trpc.plans.get.query({ id: row.planId }));
    if (row.jobId) await ask(trpc.jobs.report.query({ id: row.jobId }));
  }
  await ask(trpc.rollouts.list.query({}));

  // Drift of what a secret filled, beside what it was.
  const held = await sandbox.listResources({ kind: 'customValue', ownerId: gym.id });
  const key = held.find(({ name }) => name === 'Key a');
  await sandbox.edit({ kind: 'customValue', id: String(key?.['id']), changes: { value: 'hush-edit' } });
  await ask(trpc.drift.check.mutate({ locationIds: [gym.id] }));
  const { causes } = await until(
    () => trpc.drift.get.query(),
    (drift) => drift.causes.length > 0,
  );
  for (const { key: cause } of causes) {
    await ask(trpc.drift.cause.query({ key: cause }));
    await refused(trpc.drift.accept.mutate({ key: cause }), /A secret variable fills value/);
    await ask(trpc.drift.fix.mutate({ key: cause }));
  }
  await ask(trpc.drift.account.query({ locationId: gym.id }));
  await plan({});
  await ask(trpc.accounts.get.query({ locationId: gym.id }));
  await ask(trpc.accounts.exportState.query({ locationId: gym.id }));
  await ask(trpc.accounts.compare.mutate({ leftId: gym.id, rightId: medSpa.id }));
  await ask(trpc.blueprints.capture.mutate({ locationId: gym.id }));

  const shown = answers.join('\n');
  expect(shown).toContain('(secret)');
  expect(shown.match(/.{0,200}hush-.{0,60}/g) ?? []).toEqual([]);
  const logs = join(instance.dataDir, 'logs');
  for (const name of await readdir(logs))
    expect([name, (await readFile(join(logs, name), 'utf8')).match(/.{0,200}hush-.{0,60}/g) ?? []]).toEqual([name, []]);
  expect(await (await fetch(`${instance.apiUrl}/metrics`)).text()).not.toContain('hush-');
});
