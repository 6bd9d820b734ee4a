import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinic, openWorld, type World } from './testing/open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  world.write('clinic.yaml', clinic);
});
afterAll(() => world?.end());

const patience = 300_000;
const nobody = { GROUNDWORK_API_KEY: '' };

describe('signing in', () => {
  test(
    'exits with 4 and the command to type where nobody is signed in, or the key is none',
    { timeout: patience },
    async () => {
      const out = await world.run(['whoami'], { env: nobody });
      expect(out).toMatchObject({ code: 4, out: '' });
      expect(out.err).toContain(`groundwork login --url ${world.instance.url}`);
      const wrong = await world.run(['whoami', '--json'], { env: { GROUNDWORK_API_KEY: `gw_${'x'.repeat(43)}` } });
      expect(wrong.code).toBe(4);
      expect(JSON.parse(wrong.out)).toMatchObject({ schemaVersion: 1, ok: false, error: { code: 'UNAUTHORIZED' } });
      // What a sign-in keeps would not be used as long as that is set.
      expect(wrong.err).toContain('next unset GROUNDWORK_API_KEY && groundwork login');
    },
  );

  test(
    'a person approves the code in the browser; the key is kept for nobody else, and forgotten',
    { timeout: patience },
    async () => {
      const login = world.start(['login', '--no-browser'], { env: nobody });
      await expect.poll(() => login.said()).toMatch(/code [A-Z]{4}-[A-Z]{4}/);
      const userCode = /code ([A-Z]{4}-[A-Z]{4})/.exec(login.said())?.[1] ?? '';
      expect(login.said()).toContain(`/device?code=${userCode}`);
      await world.person.apiKeys.decideDevice.mutate({ userCode, approve: true });
      expect(await login.ended).toBe(0);
      const file = join(world.folder, '.config/groundwork/config.json');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const { secret } = /"(?<secret>gw_[^"]+)"/.exec(readFileSync(file, 'utf8'))?.groups ?? {};
      expect(login.said()).not.toContain(secret);

      const me = await world.run(['whoami', '--json'], { env: nobody });
      expect(JSON.parse(me.out)).toMatchObject({ ok: true, data: { keyFrom: 'profile', user: { role: 'owner' } } });
      const out = await world.run(['logout'], { env: nobody });
      expect(out).toMatchObject({ code: 0, out: expect.stringMatching(/profile default, and revoked its key ".+"\./) });
      expect(readFileSync(file, 'utf8')).not.toContain(secret);
      const after = await world.run(['whoami'], { env: { GROUNDWORK_API_KEY: secret ?? '' } });
      expect(after.code).toBe(4);
      expect((await world.run(['whoami'], { env: nobody })).code).toBe(4);
    },
  );

  test(
    'a sign-in over another revokes the key of the one before, once its own works',
    { timeout: patience },
    async () => {
      const file = join(world.folder, '.config/groundwork/config.json');
      const secretOf = () => /"(gw_[^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
      const signInAgain = async () => {
        const login = world.start(['login', '--no-browser'], { env: nobody });
        await expect.poll(() => login.said()).toMatch(/code [A-Z]{4}-[A-Z]{4}/);
        const userCode = /code ([A-Z]{4}-[A-Z]{4})/.exec(login.said())?.[1] ?? '';
        return { login, decide: (approve: boolean) => world.person.apiKeys.decideDevice.mutate({ userCode, approve }) };
      };
      const works = async (secret: string) =>
        (await world.run(['whoami'], { env: { GROUNDWORK_API_KEY: secret } })).code === 0;
      const first = await signInAgain();
      await first.decide(true);
      expect(await first.login.ended).toBe(0);
      const before = secretOf();

      const denied = await signInAgain();
      await denied.decide(false);
      expect(await denied.login.ended).toBe(4);
      expect([secretOf(), await works(before)]).toEqual([before, true]);
      const same = await world.run(['login', '--with-token'], { stdin: `${before}\n`, env: nobody });
      expect(same).toMatchObject({ code: 0, err: expect.not.stringContaining('revoked') });
      expect(await works(before)).toBe(true);

      const second = await signInAgain();
      await second.decide(true);
      expect(await second.login.ended).toBe(0);
      expect(second.login.said()).toMatch(/the one before, "groundwork CLI on .+", is revoked/);
      expect([await works(before), await works(secretOf())]).toEqual([false, true]);

      // Where that fails, it is said, and the new key is kept all the same.
      const [own] = (await world.person.apiKeys.list.query()).filter(
        (key) => key.state === 'active' && key.madeBy === 'device',
      );
      await world.person.apiKeys.revoke.mutate({ id: own?.id ?? '' });
      const { secret } = await world.person.apiKeys.create.mutate({ name: 'Over it', role: 'viewer' });
      const over = await world.run(['login', '--with-token'], { stdin: `${secret}\n`, env: nobody });
      expect(over).toMatchObject({ code: 0, err: expect.stringContaining('had ended before') });
      expect(secretOf()).toBe(secret);
    },
  );

  test('a denied sign-in ends with 4', { timeout: patience }, async () => {
    const login = world.start(['login', '--no-browser'], { env: nobody });
    await expect.poll(() => login.said()).toMatch(/code [A-Z]{4}-[A-Z]{4}/);
    const userCode = /code ([A-Z]{4}-[A-Z]{4})/.exec(login.said())?.[1] ?? '';
    await world.person.apiKeys.decideDevice.mutate({ userCode, approve: false });
    expect(await login.ended).toBe(4);
  });

  test('a key comes by stdin, is tried first, and a wrong one is not kept', { timeout: patience }, async () => {
    const { secret } = await world.person.apiKeys.create.mutate({ name: 'By stdin', role: 'viewer' });
    const words = ['login', '--with-token', '--profile', 'looks'];
    const wrong = await world.run(words, { stdin: `gw_${'y'.repeat(43)}\n`, env: nobody });
    expect(wrong.code).toBe(4);
    expect((await world.run(words, { stdin: `${secret}\n`, env: nobody })).code).toBe(0);
    const refused = await world.run(['blueprint', 'push', 'clinic.yaml', '--profile', 'looks'], { env: nobody });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/request [\w-]+/);
    // Others may use it.
    const out = await world.run(['logout', '--profile', 'looks'], { env: nobody });
    expect(out.err).toContain('works on');
    expect((await world.run(['whoami'], { env: { GROUNDWORK_API_KEY: secret } })).code).toBe(0);
  });
});

describe('before the first command', () => {
  test(
    'doctor finds all well, writes a bundle without secrets, and names what does not answer',
    { timeout: patience },
    async () => {
      const well = await world.run(['doctor', '--bundle', 'bundle.json']);
      expect(well.code).toBe(0);
      const bundle = readFileSync(join(world.folder, 'bundle.json'), 'utf8');
      expect(bundle).not.toMatch(/gw_|Priya|Northlake/);
      const ill = await world.run(['doctor'], { env: { GROUNDWORK_URL: 'http://127.0.0.1:9' } });
      expect(ill.code).toBe(1);
      expect(ill.out).toMatch(/✗ address\s+http:\/\/127\.0\.0\.1:9 does not answer/);
    },
  );

  test(
    'words that are wrong are told with the command that helps, also in the envelope',
    { timeout: patience },
    async () => {
      const { code, out, err } = await world.run(['plan', '--frob', '--json']);
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'USAGE', next: 'groundwork plan --help' } });
      expect(err).toContain("Unknown option '--frob'");
    },
  );

  test(
    'completion is a script that each shell takes, and knows the accounts that were listed',
    { timeout: patience },
    async () => {
      await world.run(['accounts']);
      const script = await world.run(['completion', 'bash']);
      execFileSync('bash', ['-n'], { input: script.out });
      for (const shell of ['zsh', 'fish']) expect((await world.run(['completion', shell])).out).toContain('groundwork');
      expect((await world.run(['complete', '--', 'blue'])).out).toContain('blueprint');
      expect((await world.run(['complete', '--', 'plan', '--account', 'Bright'])).out).toContain(
        'Bright Harbor Dental',
      );
      expect(existsSync(join(world.folder, '.cache/groundwork/names.json'))).toBe(true);
    },
  );
});
