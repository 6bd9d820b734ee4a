import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { saveGroup } from '../groups/save-group.ts';
import { createWorld, type World } from '../testing/world.ts';
import { exportCsv } from './export-csv.ts';
import { importCsv } from './import-csv.ts';
import { listValues } from './list-values.ts';
import { setValues } from './set-values.ts';

const { accounting, dental } = fixtures.locations;
const source = `
groundwork: 1
name: From a file
variables:
  phone: { type: string, default: none }
  seats: { type: number, default: 2 }
  online: { type: boolean, default: true }
  services: { type: list, default: [] }
  name: { type: string, default: none }
  key: { type: string, secret: true }
resources:
  customValue: { all: { name: All, value: '\${var.phone}\${var.seats}\${var.online}\${var.name}\${var.key}' } }
  tag: { one: { forEach: '\${var.services}', name: '\${each.key}' } }
`;

let world: World;
let owner: Context;
let versionId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.member();
  versionId = (await saveBlueprint(owner, source)).id;
});
afterAll(() => world.close());
beforeEach(() => world.core.db.deleteFrom('variable_values').execute());

const read = (csv: string) => importCsv(owner, { csv, dryRun: true });
const bring = (csv: string) => importCsv(owner, { csv, dryRun: false });
const issues = async (csv: string) => (await read(csv)).rows.map(({ line, issue }) => [line, issue]);
const kept = async (location: { id: string }) => {
  const values = await listValues(owner, { level: 'location', ownerId: location.id });
  return Object.fromEntries(values.map(({ name, value }) => [name, value]));
};
const exported = async () => (await exportCsv(owner, { blueprintVersionId: versionId })).csv;

describe('an import', () => {
  it('keeps what the cells say at the level of each account; empty cells leave things as they are', async () => {
    await setValues(owner, { level: 'location', ownerId: dental.id, values: [{ name: 'phone', value: 'old' }] });
    const csv = `location,phone,seats,online,services,other\n${accounting.id},+1 555 0100,3,yes,Exam; Cleaning,7\n${dental.id},,4,,,\n`;
    const told = await bring(csv);
    expect(told).toMatchObject({ columns: ['phone', 'seats', 'online', 'services', 'other'], imported: 2 });
    expect(await kept(accounting)).toEqual({
      phone: '+1 555 0100',
      seats: 3,
      online: true,
      services: ['Exam', 'Cleaning'],
      other: '7',
    });
    expect(await kept(dental)).toEqual({ phone: 'old', seats: 4 });
  });

  it('a dry run gives the same rows, and keeps nothing', async () => {
    const csv = `name,seats\n${dental.name},4\nNobody,5\n`;
    const dry = await read(csv);
    expect(dry.imported).toBe(0);
    expect(await kept(dental)).toEqual({});
    expect(await bring(csv)).toEqual({ ...dry, imported: 1 });
  });

  it.for([
    ['a byte order mark', `\uFEFFlocation,phone\n${dental.id},1\n`],
    ['semicolons and CRLF', `location;phone\r\n${dental.id};1\r\n`],
    ['tabs', `location\tphone\n${dental.id}\t1`],
    ['quotes and spaces', `"Location ID" , "phone"\n "${dental.id}" , " 1 "\n`],
    ['empty lines and columns', `\n,location,phone,\n,,,\n\n,${dental.id},1,\n`],
    ['a name in any case', `ACCOUNT,phone\n${dental.name.toUpperCase()},1\n`],
    ['id before name', `name,location,phone\nwhatever,${dental.id},1\n`],
    ['a name where there is no id', `location,name,phone\n,${dental.name},1\n`],
  ] as const)('understands %s', async ([, csv]) => {
    expect((await read(csv)).rows).toMatchObject([
      { location: { id: dental.id }, values: { phone: '1' }, issue: null },
    ]);
  });

  it('says of each faulty line what is wrong, by its number, and imports the others', async () => {
    const csv = [
      'location,phone,seats',
      `${accounting.id},"two\nlines",1`,
      'Nobody,1,1',
      `${accounting.id},1,1`,
      `${dental.id},1,many`,
      ',1,1',
      `${dental.id},1,1,too much`,
    ].join('\n');
    const { rows, imported } = await bring(csv);
    expect(rows.map(({ line, issue }) => [line, issue])).toEqual([
      [2, null],
      [4, expect.stringContaining('no account "Nobody"')],
      [5, expect.stringContaining('Line 2 is about')],
      [6, expect.stringContaining('seats: "many" is not a number')],
      [7, expect.stringContaining('does not say which account')],
      [8, expect.stringMatching(/Line 6 is about.*more cells than the 3 columns/)],
    ]);
    expect(imported).toBe(1);
    expect(await kept(dental)).toEqual({});
  });

  it('a name that fits two accounts wants an id', async () => {
    const row = { agency_id: owner.actor.agencyId, name: dental.name, address: null, state: 'active' as const };
    await world.core.db
      .insertInto('locations')
      .values({ ...row, id: 'twin' })
      .execute();
    expect(await issues(`name,phone\n${dental.name},1\n`)).toEqual([[2, expect.stringContaining('use its id')]]);
    await world.core.db.updateTable('locations').set({ state: 'deleted' }).where('id', '=', 'twin').execute();
    expect(await issues(`name,phone\n${dental.name},1\n`)).toEqual([[2, null]]);
  });

  it.for([
    ['', 'nothing in the file'],
    ['phone,seats\n1,2\n', 'No column says which account'],
    ['location,Front Desk\n', '"Front Desk" is not a variable\'s name'],
    ['location,phone,phone\n', 'is there twice'],
    ['location,phone\nx,Jos\uFFFD\n', 'save it as "CSV UTF-8"'],
    ['location,phone\nx,"open\n', 'never closed'],
    ['location,phone\nx,"a"b\n', 'goes on after its closing quotation mark'],
    [`location,phone\n${'x,1\n'.repeat(5_001)}`, 'at most 5000 are taken'],
  ] as const)('refuses a file that cannot be meant: %#', async ([csv, message]) => {
    await expect(read(csv)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      issues: [{ message: expect.stringContaining(message), at: expect.anything() }],
    });
  });

  it('what a blueprint declares secret is kept as a secret', async () => {
    expect(JSON.stringify(await bring(`location,key\n${dental.id},s3cret\n`))).not.toContain('s3cret');
    expect(await kept(dental)).toEqual({ key: '(secret)' });
    expect(await exported()).not.toContain('s3cret');
  });

  it('is for operators; a dry run is for everybody', async () => {
    const viewer = await world.member('viewer');
    const csv = `location,phone\n${dental.id},1\n`;
    await expect(importCsv(viewer, { csv, dryRun: true })).resolves.toMatchObject({ imported: 0 });
    await expect(importCsv(viewer, { csv, dryRun: false })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('two at once end with whole lines', async () => {
    const line = (value: string) =>
      `location,phone,other\n${accounting.id},${value},${value}\n${dental.id},${value},${value}\n`;
    await Promise.all(['a', 'b', 'c', 'd'].map((value) => bring(line(value))));
    for (const account of [accounting, dental]) {
      const values = await kept(account);
      expect(values['phone']).toBe(values['other']);
    }
  });

  it('a cell that says what only the agency has, where a blueprint has another, is kept', async () => {
    const { blueprint_id: ownerId } = await world.core.db
      .selectFrom('blueprint_versions')
      .where('id', '=', versionId)
      .select('blueprint_id')
      .executeTakeFirstOrThrow();
    await setValues(owner, { level: 'agency', ownerId: null, values: [{ name: 'phone', value: 'a' }] });
    expect(await bring(`location,phone\n${dental.id},a\n`)).toMatchObject({ imported: 0 });
    await setValues(owner, { level: 'blueprint', ownerId, values: [{ name: 'phone', value: 'b' }] });
    expect(await bring(`location,phone\n${dental.id},a\n`)).toMatchObject({ imported: 1 });
    expect(await kept(dental)).toEqual({ phone: 'a' });
  });

  it('brings thousands of accounts at once, and again', async () => {
    const agency_id = owner.actor.agencyId;
    const ids = Array.from({ length: 3_000 }, (_, index) => `many${index}`);
    const rows = ids.map((id) => ({ agency_id, id, name: `Of ${id}`, address: null, state: 'active' as const }));
    await world.core.db.insertInto('locations').values(rows).execute();
    const csv = (mark: string) =>
      `location,a,b,c,d\n${ids.map((id) => `${id},${['a', 'b', 'c', 'd'].map((name) => name + mark + id).join(',')}`).join('\n')}`;
    expect(await bring(csv('1'))).toMatchObject({ imported: ids.length });
    expect(await bring(csv('1'))).toMatchObject({ imported: 0 });
    expect(await bring(csv('2'))).toMatchObject({ imported: ids.length });
    expect(await kept({ id: 'many2999' })).toMatchObject({ a: 'a2many2999', d: 'd2many2999' });
    await world.core.db.deleteFrom('locations').where('id', 'in', ids).execute();
  });
});

describe('an export', () => {
  it('has every account and variable, what is kept for it, and nothing that a spreadsheet would run', async () => {
    await setValues(owner, { level: 'agency', ownerId: null, values: [{ name: 'name', value: '=cmd' }] });
    const values = [
      { name: 'phone', value: '+1 555 0100' },
      { name: 'services', value: ['a;b'] },
      { name: 'seats', value: -1 },
    ];
    await setValues(owner, { level: 'location', ownerId: dental.id, values });
    const lines = (await exported()).trimEnd().split('\n');
    expect(lines[0]).toBe('location,name,phone,seats,online,services,var.name,key');
    expect(lines).toHaveLength(1 + Object.keys(fixtures.locations).length);
    expect(lines).toContain(`${dental.id},${dental.name},'+1 555 0100,-1,,"[""a;b""]",'=cmd,`);
    expect(lines).toContain(`${accounting.id},${accounting.name},,,,,'=cmd,`);
  });

  it('imported as it is changes nothing: what comes from the agency or a group goes on following them', async () => {
    await saveGroup(owner, { name: 'North', locationIds: [accounting.id] }).then(({ id }) =>
      setValues(owner, { level: 'group', ownerId: id, values: [{ name: 'phone', value: '+2' }] }),
    );
    await setValues(owner, { level: 'agency', ownerId: null, values: [{ name: 'phone', value: '+1' }] });
    const csv = await exported();
    expect(await bring(csv)).toMatchObject({ imported: 0 });
    await bring(csv.replace(`${accounting.name},'+2`, `${accounting.name},'+1`));
    expect(await kept(accounting)).toEqual({ phone: '+1' });
    expect(await kept(dental)).toEqual({});
  });

  it('imported as it is binds no account to a text with space at its ends, or of another blueprint', async () => {
    const other = source
      .replace('name: From a file', 'name: Other')
      .replace('seats: { type: number', 'seats: { type: string');
    const { blueprintId } = await saveBlueprint(owner, other.replace('default: 2', "default: '2'"));
    const values = [
      { name: 'phone', value: ' call us\n' },
      { name: 'seats', value: 5 },
    ];
    await setValues(owner, { level: 'agency', ownerId: null, values });
    expect(await bring(await exported())).toMatchObject({ imported: 0 });
    await world.core.db.deleteFrom('blueprints').where('id', '=', blueprintId).execute();
  });

  it('a number that is kept as a text is mended by the same cell', async () => {
    await setValues(owner, { level: 'agency', ownerId: null, values: [{ name: 'seats', value: '5' }] });
    expect(await bring(`location,seats\n${dental.id},5\n`)).toMatchObject({ imported: 1 });
    expect(await kept(dental)).toEqual({ seats: 5 });
  });
});
