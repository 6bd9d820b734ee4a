import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from './testing/open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.end());

const patience = { timeout: 180_000 };
const { dental, gym } = fixtures.locations;
const nobody = { GROUNDWORK_API_KEY: '' };
const bearer = (secret: string) => ({ env: { GROUNDWORK_API_KEY: secret } });

/** A command that asks in the browser, as far as the page. */
async function create(words: readonly string[], env: Record<string, string> = nobody) {
  const command = world.start(['keys', 'create', '--no-browser', ...words], { env });
  await expect.poll(() => command.said()).toMatch(/code [A-Z]{4}-[A-Z]{4}/);
  const userCode = /code ([A-Z]{4}-[A-Z]{4})/.exec(command.said())?.[1] ?? '';
  return {
    command,
    page: await world.person.apiKeys.device.query({ userCode }),
    decide: async (approve: boolean) => {
      const { terms } = await world.person.apiKeys.device.query({ userCode });
      return world.person.apiKeys.decideDevice.mutate({ userCode, approve, terms });
    },
  };
}

describe('keys create', () => {
  test('prints the secret that was granted alone on stdout, and keeps it nowhere', patience, async () => {
    const { command, page, decide } = await create(['--name', 'CI', '--role', 'operator', '--expires-in', '30']);
    expect(page.wish).toEqual({ name: 'CI', role: 'operator', accounts: null, expiresInDays: 30, refusal: null });
    await decide(true);
    expect(await command.ended).toBe(0);
    expect(command.out()).toMatch(/^gw_[\w-]{43}\n$/);
    expect(command.said()).toMatch(/The key "CI" is operator of all accounts, until \d{4}-.+ It is shown this once/);
    expect(existsSync(join(world.folder, '.config/groundwork/config.json'))).toBe(false);
    const me = await world.run(['whoami', '--json'], bearer(command.out().trim()));
    expect(JSON.parse(me.out)).toMatchObject({ data: { apiKey: { name: 'CI', role: 'operator' } } });
  });

  test('asks for accounts by name, for the least role, and answers in the envelope', patience, async () => {
    const words = ['--name', 'Report', '--account', dental.name.toUpperCase(), '--account', gym.id, '--never-expires'];
    const { command, page, decide } = await create([...words, '--json', '--quiet'], {});
    expect(page.wish).toMatchObject({ role: 'viewer', expiresInDays: null });
    expect(page.wish?.accounts?.map(({ id }) => id).toSorted()).toEqual([dental.id, gym.id].toSorted());
    await decide(true);
    expect(await command.ended).toBe(0);
    const { ok, data } = JSON.parse(command.out());
    expect({ ok, data }).toMatchObject({
      ok: true,
      data: { url: world.instance.url, key: { name: 'Report', role: 'viewer', expiresAt: null } },
    });
    const { out } = await world.run(['accounts', '--json'], bearer(data.secret));
    expect(
      JSON.parse(out)
        .data.accounts.map(({ id }: { id: string }) => id)
        .toSorted(),
    ).toEqual([dental.id, gym.id].toSorted());
  });

  test('prints nothing on stdout and ends with 1 where it is denied', patience, async () => {
    const { command, decide } = await create(['--name', 'Denied']);
    await decide(false);
    expect(await command.ended).toBe(1);
    expect(command.out()).toBe('');
    expect(command.said()).toContain('It was denied in the browser');
  });

  test('a name that is taken is told on the page, and by the command once the person denies', patience, async () => {
    const { command, page, decide } = await create(['--name', 'ci']);
    expect(page.wish?.refusal).toContain('You have a key "ci" already');
    await expect(decide(true)).rejects.toThrow('already');
    await decide(false);
    expect(await command.ended).toBe(1);
  });

  test.each([
    [['--role', 'viewer'], "Required option '--name"],
    [['--name', 'X', '--role', 'god'], 'Allowed choices are viewer'],
    [['--name', 'X', '--expires-in', '0'], 'whole number of days'],
    [['--name', 'X', '--expires-in', '5', '--never-expires'], 'cannot be used with'],
    [['--name', 'X', '--account', dental.name], 'Sign in first, or give ids'],
    [['--name', 'two\nlines'], 'names of one line'],
  ])('refuses %j before anybody is asked', patience, async (words, message) => {
    const { code, out, err } = await world.run(['keys', 'create', ...words], { env: nobody });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain('/device?code');
  });
});

describe('keys list and revoke', () => {
  const make = async (name: string, rest: { role?: 'viewer'; locationIds?: string[] } = {}) =>
    (await world.person.apiKeys.create.mutate({ name, role: 'admin', ...rest })).secret;

  test('lists those that work, says which is in use, and ends one by its name', patience, async () => {
    const secret = await make('Old laptop');
    const listed = await world.run(['keys', 'list']);
    expect(listed.out).toMatch(/Tests .*active, in use here/);
    expect(listed.out).toMatch(/Old laptop .*active\n/);
    expect(await world.run(['keys', 'revoke', 'OLD laptop'])).toMatchObject({
      code: 0,
      out: 'Revoked the key "Old laptop".\n',
    });
    expect((await world.run(['whoami'], bearer(secret))).code).toBe(4);
    expect((await world.run(['keys', 'list'])).out).not.toContain('Old laptop');
    expect((await world.run(['keys', 'list', '--all'])).out).toMatch(/Old laptop .*revoked/);
    const again = await world.run(['keys', 'revoke', 'Old laptop']);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('has ended before') });
    const unknown = await world.run(['keys', 'revoke', 'nothing of mine']);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('There is no key "nothing of mine"') });
  });

  test('a key for some accounts finds itself alone, and may end itself', patience, async () => {
    const secret = await make('Gym', { role: 'viewer', locationIds: [gym.id] });
    const { out } = await world.run(['keys', 'list', '--json'], bearer(secret));
    const { data } = JSON.parse(out);
    expect(data).toMatchObject([{ name: 'Gym', isCaller: true, accounts: [{ id: gym.id }] }]);
    const ended = await world.run(['keys', 'revoke', data[0].id], bearer(secret));
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('the key of this call') });
    expect((await world.run(['whoami'], bearer(secret))).code).toBe(4);
  });

  test('a key that only reads does not end one that applies', patience, async () => {
    await make('Applies');
    const refused = await world.run(['keys', 'revoke', 'Applies'], bearer(await make('Reads', { role: 'viewer' })));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('it ends none that may more') });
  });
});
