import { fixtures } from '@groundwork/ghl-sandbox';
import type { VariableValue } from '@groundwork/shared/blueprint';
import type { ValueLevel } from '@groundwork/shared/views';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { listGroups } from '../groups/list-groups.ts';
import { removeGroup } from '../groups/remove-group.ts';
import { saveGroup } from '../groups/save-group.ts';
import { createPlan } from '../plans/create-plan.ts';
import { createWorld, type World } from '../testing/world.ts';
import { effectiveValues } from './effective-values.ts';
import { exportCsv } from './export-csv.ts';
import { listValues } from './list-values.ts';
import { resolveValues } from './resolve-values.ts';
import { setValues } from './set-values.ts';

const { accounting, dental } = { accounting: fixtures.locations.accounting, dental: fixtures.locations.dental };
const source = `
groundwork: 1
name: Levels
variables:
  phone: { type: string, default: none }
  seats: { type: number, default: 2 }
  services: { type: list, default: [] }
  key: { type: string, secret: true }
resources:
  customValue:
    phone: { name: Phone, value: '\${var.phone} \${var.seats}' }
    service: { forEach: '\${var.services}', name: '\${each.key}', value: x }
    key: { name: Key, value: '\${var.key}' }
`;

let world: World;
let owner: Context;
let version: { id: string; blueprintId: string };
let groupId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.member();
  version = await saveBlueprint(owner, source);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.core.db.deleteFrom('variable_values').execute();
  await world.core.db.deleteFrom('location_groups').execute();
  groupId = (await saveGroup(owner, { name: 'North', locationIds: [accounting.id] })).id;
});

const ownerOf = (level: ValueLevel): string | null =>
  ({ agency: null, blueprint: version.blueprintId, group: groupId, location: accounting.id })[level];
const set = (level: ValueLevel, name: string, value: VariableValue | null, secret?: boolean) =>
  setValues(owner, { level, ownerId: ownerOf(level), values: [{ name, value, secret }] });
const list = (level: ValueLevel) => listValues(owner, { level, ownerId: ownerOf(level) });
const resolve = async (name: string, locationId: string = accounting.id) =>
  (await resolveValues(owner, { locationId, blueprintVersionId: version.id })).find((one) => one.name === name);
const effective = (inputs = {}) =>
  effectiveValues(world.core.db, {
    agencyId: owner.actor.agencyId,
    locationId: accounting.id,
    blueprintId: version.blueprintId,
    declared: ['phone', 'seats', 'services', 'key'],
    inputs,
  });
const planned = (variables = {}) =>
  createPlan(owner, { locationId: accounting.id, blueprintVersionId: version.id, variables });

describe('levels', () => {
  it('a stronger level wins, and what is given for one plan is stronger than all', async () => {
    expect(await resolve('phone')).toMatchObject({ value: 'none', origin: 'default' });
    for (const level of ['agency', 'blueprint', 'group', 'location'] as const) {
      await set(level, 'phone', `of the ${level}`);
      expect(await resolve('phone')).toMatchObject({ value: `of the ${level}`, origin: level });
    }
    expect(await effective({ phone: 'now' })).toMatchObject({ values: { phone: 'now' }, origins: { phone: 'plan' } });
  });

  it('holds for the accounts it is meant for, and for no others', async () => {
    await set('agency', 'phone', 'agency');
    await set('group', 'phone', 'north');
    await set('location', 'seats', 9);
    expect(await resolve('phone', dental.id)).toMatchObject({ value: 'agency' });
    expect(await resolve('seats', dental.id)).toMatchObject({ value: 2, origin: 'default' });
    await saveGroup(owner, { id: groupId, name: 'North', locationIds: [dental.id] });
    expect(await resolve('phone', dental.id)).toMatchObject({ value: 'north', origin: 'group' });
    expect(await resolve('phone')).toMatchObject({ value: 'agency', origin: 'agency' });
  });

  it('a value of the blueprint level is that of one blueprint', async () => {
    const other = await saveBlueprint(owner, source.replace('name: Levels', 'name: Levels twice'));
    await set('blueprint', 'phone', 'mine');
    const values = await resolveValues(owner, { locationId: accounting.id, blueprintVersionId: other.id });
    expect(values.find(({ name }) => name === 'phone')).toMatchObject({ value: 'none', origin: 'default' });
  });

  it('kept values that the blueprint does not declare stay out of a plan, given ones are refused', async () => {
    await set('agency', 'elsewhere', 'x');
    await set('agency', 'key', 'k');
    expect((await planned({ seats: 3 })).levels).toEqual({
      key: 'agency',
      seats: 'plan',
      phone: 'default',
      services: 'default',
    });
    await expect(planned({ elsewhere: 'x' })).rejects.toMatchObject({
      issues: [{ message: expect.stringContaining('has no variable "elsewhere"') }],
    });
  });

  it.for([
    ['agency', 'for the whole agency'],
    ['blueprint', 'for this blueprint'],
    ['group', "for the account's group"],
    ['location', 'for this account'],
  ] as const)('a value of the wrong type kept at the %s is refused with where it is', async ([level, place]) => {
    await set('agency', 'key', 'k');
    await set(level, 'seats', 'many');
    await expect(planned()).rejects.toMatchObject({
      code: 'VARIABLE_INVALID',
      issues: [
        { message: expect.stringMatching(new RegExp(`must be a number, but it is a string.*${place}: correct it`)) },
      ],
    });
  });
});

describe('secrets', () => {
  it('never come back: neither from a list, nor resolved, nor in a plan', async () => {
    const kept = await set('location', 'key', 's3cret');
    expect(kept).toMatchObject([{ name: 'key', value: '(secret)', secret: true, updatedBy: 'Some owner' }]);
    expect(await list('location')).toEqual(kept);
    expect(await resolve('key')).toMatchObject({ value: '(secret)', secret: true, origin: 'location' });
    const plan = await planned();
    expect(plan).toMatchObject({ variables: { key: '(secret)' }, levels: { key: 'location' } });
    expect(JSON.stringify(plan)).not.toContain('s3cret');
  });

  it('stay secret when saved anew, until they are taken away', async () => {
    await set('agency', 'phone', 'hidden', true);
    expect(await set('agency', 'phone', 'still', false)).toMatchObject([{ value: '(secret)', secret: true }]);
    await set('agency', 'phone', null);
    expect(await set('agency', 'phone', 'open')).toMatchObject([{ value: 'open', secret: false }]);
  });

  it('"(secret)" leaves a kept one as it is, and is refused where there is none', async () => {
    await set('location', 'key', 's3cret');
    await set('location', 'key', '(secret)');
    expect((await effective({ key: '(secret)' })).values).toEqual({ key: 's3cret' });
    await expect(set('agency', 'key', '(secret)')).rejects.toMatchObject({ code: 'VARIABLE_INVALID' });
    await set('agency', 'phone', 'open');
    await expect(set('agency', 'phone', '(secret)')).rejects.toMatchObject({ code: 'VARIABLE_INVALID' });
  });

  it('one kept before anybody declared it secret is shown nowhere either, and can be asked for like any', async () => {
    const agency_id = owner.actor.agencyId;
    const row = { agency_id, level: 'agency' as const, owner_id: agency_id, name: 'key', value: '"old"' };
    await world.core.db.insertInto('variable_values').values(row).execute();
    expect(await resolve('key')).toMatchObject({ value: '(secret)', origin: 'agency' });
    expect(await planned({ key: '(secret)' })).toMatchObject({
      variables: { key: '(secret)' },
      levels: { key: 'agency' },
    });
    expect((await effective({ key: '(secret)' })).values).toEqual({ key: 'old' });
  });

  it('a secret fills no variable that would be shown', async () => {
    await set('agency', 'key', 'k');
    await set('group', 'phone', 'hidden', true);
    const refused = planned();
    await expect(refused).rejects.toMatchObject({ issues: [{ message: expect.stringContaining('kept as a secret') }] });
    await expect(refused).rejects.not.toHaveProperty('issues.0.message', expect.stringContaining('hidden'));
    expect((await planned({ phone: 'open' })).variables).toMatchObject({ phone: 'open' });
  });

  it('a value that was in the open is hidden once a blueprint declares it secret', async () => {
    await set('agency', 'token', 'abc');
    expect(await list('agency')).toMatchObject([{ value: 'abc' }]);
    await saveBlueprint(
      owner,
      "groundwork: 1\nname: Later\nvariables: { token: { type: string, secret: true } }\nresources: { customValue: { t: { name: t, value: '${var.token}' } } }\n",
    );
    expect(await list('agency')).toMatchObject([{ value: '(secret)', secret: true }]);
  });

  it('and stays hidden from blueprints that do not, and once none does any more', async () => {
    const declares = (secret: boolean) =>
      `groundwork: 1\nname: One of two\nvariables: { phone: { type: string, secret: ${secret} } }\nresources: { customValue: { t: { name: t, value: '\${var.phone}' } } }\n`;
    await set('agency', 'phone', 'abc');
    await set('agency', 'key', 'k');
    await saveBlueprint(owner, declares(true));
    expect(await resolve('phone')).toMatchObject({ value: '(secret)', secret: true });
    expect((await exportCsv(owner, { blueprintVersionId: version.id })).csv).not.toContain('abc');
    await expect(planned()).rejects.toMatchObject({
      issues: [{ message: expect.stringContaining('kept as a secret') }],
    });
    await saveBlueprint(owner, declares(false));
    expect(await list('agency')).toMatchObject([{ name: 'key' }, { name: 'phone', value: '(secret)' }]);
  });

  it('a value that is kept while a blueprint declares it secret is one, whichever is first', async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    const declare = (name: string) =>
      saveBlueprint(
        owner,
        `groundwork: 1\nname: Of ${name}\nvariables: { ${name}: { type: string, secret: true } }\nresources: { customValue: { t: { name: t, value: '\${var.${name}}' } } }\n`,
      );
    await Promise.all(names.flatMap((name) => [declare(name), set('group', name, 'abc')]));
    const kept = await world.core.db.selectFrom('variable_values').select('secret').execute();
    expect(kept).toEqual(names.map(() => ({ secret: true })));
  });
});

describe('saving', () => {
  it('keeps all or nothing, and says of each what is wrong', async () => {
    const values = [
      { name: 'phone', value: '1' },
      { name: 'Front Desk', value: '1' },
      { name: 'seats', value: Number.NaN },
      { name: 'services', value: ['a\u0000'] },
      { name: 'key', value: 'x'.repeat(10_001) },
    ];
    await expect(setValues(owner, { level: 'agency', ownerId: null, values })).rejects.toMatchObject({
      issues: [{ path: 'Front Desk' }, { path: 'seats' }, { path: 'services' }, { path: 'key' }],
    });
    expect(await list('agency')).toEqual([]);
  });

  it('of many who save at once each leaves its names, and one of them the shared one', async () => {
    const saves = Array.from({ length: 8 }, (_, index) =>
      setValues(owner, {
        level: 'agency',
        ownerId: null,
        values: [
          { name: index % 2 ? `own_${index}` : 'shared', value: index },
          { name: index % 2 ? 'shared' : `own_${index}`, value: index },
        ],
      }),
    );
    await Promise.all(saves);
    expect((await list('agency')).map(({ name }) => name)).toEqual([
      ...Array.from({ length: 8 }, (_, index) => `own_${index}`),
      'shared',
    ]);
  });

  it('keeps at most 2,000 values in one place', async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `v${from + index}`, value: 1 }));
    const save = (values: { name: string; value: number }[]) =>
      setValues(owner, { level: 'location', ownerId: dental.id, values });
    await save(many(0, 2_000));
    await expect(save(many(1_990, 20))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await listValues(owner, { level: 'location', ownerId: dental.id })).toHaveLength(2_000);
  });

  it.for([
    ['blueprint', 'no id at all'],
    ['group', '00000000-0000-4000-8000-000000000000'],
    ['location', 'unknown'],
    ['agency', '00000000-0000-4000-8000-000000000000'],
    ['group', null],
  ] as const)('of %s %s there is nothing to keep', async ([level, ownerId]) => {
    await expect(setValues(owner, { level, ownerId, values: [] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is for operators, reading for viewers', async () => {
    const viewer = await world.member('viewer');
    await expect(listValues(viewer, { level: 'agency', ownerId: null })).resolves.toEqual([]);
    await expect(setValues(viewer, { level: 'agency', ownerId: null, values: [] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(saveGroup(viewer, { name: 'South', locationIds: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('groups', () => {
  it('a location is in one group at most: it leaves the one it was in', async () => {
    const south = await saveGroup(owner, { name: 'South', locationIds: [accounting.id, dental.id] });
    expect(south.locations.map(({ id }) => id).toSorted()).toEqual([accounting.id, dental.id].toSorted());
    expect(await listGroups(owner)).toEqual([{ id: groupId, name: 'North', locations: [] }, south]);
  });

  it('a name is taken once, whatever its case', async () => {
    await expect(saveGroup(owner, { name: 'north', locationIds: [] })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(saveGroup(owner, { id: groupId, name: 'NORTH', locationIds: [] })).resolves.toMatchObject({
      name: 'NORTH',
      locations: [],
    });
  });

  it('an unknown location changes nothing', async () => {
    await expect(
      saveGroup(owner, { id: groupId, name: 'North', locationIds: [dental.id, 'unknown'] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await listGroups(owner)).toMatchObject([{ locations: [{ id: accounting.id }] }]);
  });

  it('a group goes with its values; its locations stay', async () => {
    await set('group', 'phone', 'north');
    await removeGroup(owner, { id: groupId });
    expect(await resolve('phone')).toMatchObject({ origin: 'default' });
    expect(await world.core.db.selectFrom('variable_values').selectAll().execute()).toEqual([]);
    await expect(list('group')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('groups that are saved at once with the same locations end as one of them says', async () => {
    const saved = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name, index) =>
        saveGroup(owner, {
          name,
          locationIds: index % 2 ? [accounting.id, dental.id] : [dental.id, accounting.id],
        }),
      ),
    );
    const held = (await listGroups(owner)).filter(({ locations }) => locations.length > 0);
    expect(held).toHaveLength(1);
    expect(saved.map(({ id }) => id)).toContain(held[0]?.id);
  });
});
