import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';

/** What the README tells a newcomer to do to see drift, done. */

const patience = { timeout: 180_000, interval: 250 };
const account = 'Pinecrest Family Dental';
let instance: Instance;
let member: SignedIn;

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  member = await signIn(instance.url);
});
afterAll(() => instance?.stop());

test('the commands of the README make drift that a check finds', { timeout: 300_000 }, async () => {
  const { trpc } = member;
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const commands = [...readme.matchAll(command)];
  expect(commands).toHaveLength(2);
  expect(readme.match(/^curl /gm)).toHaveLength(commands.length);

  const { accounts } = await trpc.accounts.list.query();
  const locationId = accounts.find(({ name }) => name === account)?.id ?? '';
  const starter = (await trpc.blueprints.library.query()).find(({ name }) => name === 'Dental clinic');
  const version = await trpc.blueprints.save.mutate({ source: starter?.source ?? '' });
  const variables = { clinic_name: 'Pinecrest', clinic_phone: '+1 218 555 0100' };
  const plan = await trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables });
  const job = await trpc.jobs.start.mutate({ planId: plan.id });
  const stateOf = async () => (await trpc.jobs.get.query({ id: job.id })).state;
  await expect.poll(stateOf, patience).toBe('SUCCESS');

  for (const [, path = '', contentType = '', body = ''] of commands) {
    const answer = await fetch(new URL(path, instance.sandboxUrl), {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    expect({ status: answer.status, said: await answer.text() }).toMatchObject({ status: 200 });
  }
  await trpc.drift.check.mutate({ locationIds: [locationId] });
  const found = async () =>
    (await trpc.drift.account.query({ locationId })).findings
      .map(({ address, live }) => ({ address, live }))
      .toSorted((a, b) => a.address.localeCompare(b.address));
  await expect
    .poll(found, patience)
    .toMatchObject([{ address: 'customValue.office_hours', live: 'By appointment' }, { address: 'tag.recall_due' }]);
});

const command = /^curl http:\/\/localhost:4002(\S+) -H 'content-type: (\S+)' -d '(.*)'$/gm;
