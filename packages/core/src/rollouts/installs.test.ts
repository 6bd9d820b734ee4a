import { fixtures } from '@groundwork/ghl-sandbox';
import { beforeEach, expect, test } from 'vitest';
import { refreshLocations } from '../accounts/refresh-locations.ts';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { takeUpNews } from '../connections/take-up-news.ts';
import { openClinic } from '../testing/clinic.ts';
import { openFleet, twoTags } from '../testing/fleet.ts';
import { allActive, createToldBridge, type ToldBridge } from '../testing/told-bridge.ts';
import { listInstallRules, removeInstallRule, saveInstallRule } from './install-rules.ts';
import { listRollouts } from './list-rollouts.ts';
import { startRollout } from './start-rollout.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
const companyId = fixtures.agency.id;
let told: ToldBridge;
let position = 0;

beforeEach(async () => {
  told = createToldBridge(clinic.world.core.bridge);
  told.locations = allActive();
  await hear();
});

/** The OAuth service says that something has changed. */
const hear = () =>
  takeUpNews({ ...clinic.world.core, bridge: told.bridge }, companyId, {
    type: 'event',
    feed: 'feed',
    position: ++position,
    companyId,
    kind: 'connection-changed',
  });
const sync = () =>
  refreshLocations(
    { ...clinic.world.core, bridge: told.bridge },
    { id: clinic.ctx.actor.agencyId, companyId },
    () => [],
  );
const install = async (name: string) => {
  const { id } = await clinic.world.sandbox.control.createLocation({ companyId, name });
  told.locations.push({ locationId: id, name, address: null, state: 'active' });
  return id;
};
const become = (id: string, state: 'active' | 'paused' | 'uninstalled') => {
  for (const location of told.locations) if (location.locationId === id) location.state = state;
};
const rule = async (mode: 'plan' | 'apply', source = twoTags) => {
  const { blueprintId } = await saveBlueprint(clinic.ctx, source);
  return saveInstallRule(clinic.ctx, { blueprintId, mode });
};
const rollouts = async () => (await listRollouts(clinic.ctx, { limit: 10 })).rollouts;

test('an account that gets the app is provisioned by itself, once, with the newest version', async () => {
  await rule('apply');
  await saveBlueprint(clinic.ctx, twoTags.replace('recall soon', 'recall later'));
  const id = await install('Corner Shop');
  await Promise.all([hear(), sync(), sync(), hear()]);
  await hear();
  const [made, ...others] = await rollouts();
  expect(others).toEqual([]);
  expect(made).toMatchObject({
    purpose: 'install',
    name: 'Fleet for Corner Shop',
    blueprint: { version: 2 },
    total: 1,
  });
  expect(await fleet.settle(made?.id ?? '')).toMatchObject({ state: 'SUCCESS', approvedBy: 'Some owner' });
  const tags = await clinic.world.sandbox.control.listResources({ kind: 'tag', ownerId: id });
  expect(tags.map(({ name }) => String(name)).toSorted()).toEqual(['recall later', 'vip guest']);

  become(id, 'uninstalled');
  await hear();
  become(id, 'active');
  await hear();
  expect(await rollouts()).toHaveLength(1);
});

test('accounts that were there before the rule are left as they are, also when a pause of theirs ends', async () => {
  const { gym, dental } = fixtures.locations;
  become(gym.id, 'paused');
  become(dental.id, 'uninstalled');
  await hear();
  await rule('apply');
  become(gym.id, 'active');
  await hear();
  expect(await rollouts()).toEqual([]);
  // It has got the app since.
  become(dental.id, 'active');
  await hear();
  expect(await rollouts()).toMatchObject([{ name: `Fleet for ${dental.name}` }]);
});

test('accounts of an agency whose list was never read before its rule are left as they are', async () => {
  await clinic.ctx.db.updateTable('agencies').set({ accounts_synced_at: null }).execute();
  await rule('apply');
  const id = await install('Corner Shop');
  await hear();
  expect(await rollouts()).toEqual([]);
  become(id, 'paused');
  await hear();
  become(id, 'active');
  await hear();
  expect(await rollouts()).toEqual([]);
  await install('Side Street');
  await hear();
  expect(await rollouts()).toMatchObject([{ name: 'Fleet for Side Street' }]);
});

test('a rule that only plans waits for a person', async () => {
  await rule('plan');
  await install('Corner Shop');
  await sync();
  const [made] = await rollouts();
  expect(await fleet.settle(made?.id ?? '')).toMatchObject({
    state: 'PLANNED',
    counts: { PLANNED: 1 },
    approvedBy: null,
  });
  await startRollout(clinic.ctx, { id: made?.id ?? '' });
  expect(await fleet.settle(made?.id ?? '')).toMatchObject({ state: 'SUCCESS' });
});

test('an account that cannot be planned waits for a person, whatever the rule says', async () => {
  await rule(
    'apply',
    'groundwork: 1\nname: Ask\nvariables:\n  who: { type: string }\nresources:\n  tag:\n    a: { name: "${var.who}" }\n',
  );
  await install('Corner Shop');
  await sync();
  const [made] = await rollouts();
  expect(await fleet.settle(made?.id ?? '')).toMatchObject({ state: 'PLANNED', counts: { BLOCKED: 1 } });
});

test('by each rule of the agency one rollout is made; one that was removed makes none', async () => {
  await rule('apply');
  const second = await rule('plan', twoTags.replace('name: Fleet', 'name: Second'));
  const third = await rule('plan', twoTags.replace('name: Fleet', 'name: Third'));
  expect(await saveInstallRule(clinic.ctx, { blueprintId: second.blueprint.id, mode: 'apply' })).toMatchObject({
    id: second.id,
    mode: 'apply',
  });
  await removeInstallRule(clinic.ctx, { id: third.id });
  expect((await listInstallRules(clinic.ctx)).map(({ blueprint }) => blueprint.name)).toEqual(['Fleet', 'Second']);
  await install('Corner Shop');
  await sync();
  expect((await rollouts()).map(({ name }) => name).toSorted()).toEqual([
    'Fleet for Corner Shop',
    'Second for Corner Shop',
  ]);
});

test('rules are an admin’s to make', async () => {
  const { blueprintId } = await saveBlueprint(clinic.ctx, twoTags);
  const operator = await clinic.world.member('operator');
  await expect(saveInstallRule(operator, { blueprintId, mode: 'plan' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
