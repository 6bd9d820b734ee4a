import { fixtures } from '@groundwork/ghl-sandbox';
import { formatSource, lintBlueprint } from '@groundwork/shared/blueprint';
import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { startJob } from '../jobs/start-job.ts';
import { createPlan } from '../plans/create-plan.ts';
import { location, openClinic } from '../testing/clinic.ts';
import { captureAccount } from './capture-account.ts';

const clinic = openClinic();
const { dental } = fixtures.locations;

test('an account of a real agency, planned with its own blueprint, has nothing to change', async () => {
  const captured = await captureAccount(clinic.ctx, { locationId: dental.id });
  expect(captured.resources).toBeGreaterThan(15);
  const version = await saveBlueprint(clinic.ctx, captured.source);
  const plan = await createPlan(clinic.ctx, {
    locationId: dental.id,
    blueprintVersionId: version.id,
    variables: captured.values,
  });
  const renamed = new Set(captured.leftOut.filter(({ why }) => why.includes('renamed')).map(({ title }) => title));
  const changing = plan.items.filter(
    ({ action, changes, title }) => !renamed.has(title) && (action !== 'adopt' || changes.length > 0),
  );
  expect(changing.map(({ address, action, notes, changes }) => ({ address, action, notes, changes }))).toEqual([]);
});

test.for(Object.values(fixtures.locations))(
  "a capture of $name is formatted, and lint points at what is the client's own alone",
  async ({ id }) => {
    const { source } = await captureAccount(clinic.ctx, { locationId: id });
    expect(formatSource(source)).toEqual({ source });
    const others = lintBlueprint(source).filter(({ message }) => !/^(A phone number|An e-mail address)/.test(message));
    expect(others).toEqual([]);
  },
);

test('what was captured in one account is made in an empty one, and a capture of that says the same', async () => {
  const captured = await captureAccount(clinic.ctx, { locationId: dental.id });
  const version = await saveBlueprint(clinic.ctx, captured.source);
  const variables = Object.fromEntries(Object.keys(captured.values).map((name) => [name, `other ${name}`]));
  const plan = await createPlan(clinic.ctx, { locationId: location.id, blueprintVersionId: version.id, variables });
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));
  expect(job.error).toBeNull();
  expect(job.state).toBe('SUCCESS');
  const again = await captureAccount(clinic.ctx, { locationId: location.id });
  expect(again.resources).toBe(captured.resources);
});

test('a list that cannot be read to its end is no capture', async () => {
  await clinic.fault('GET', 'customFields', { mode: 'status', count: 20 });
  await expect(captureAccount(clinic.ctx, { locationId: location.id })).rejects.toThrow('nothing was captured');
});

test('another agency has no such account', async () => {
  const { bakery } = fixtures.secondLocations;
  await expect(captureAccount(clinic.ctx, { locationId: bakery.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
