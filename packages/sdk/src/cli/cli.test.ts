import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinic, openWorld, type World } from './testing/open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  world.write('clinic.yaml', clinic);
}, 120_000);
afterAll(() => world?.end());

const patience = 120_000;
const nobody = { GROUNDWORK_API_KEY: '' };
const planFor = (account: string, ...more: string[]) => [
  'plan',
  '--file',
  'clinic.yaml',
  '--var',
  'practice=Harbor',
  '--account',
  account,
  ...more,
];

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
      expect((await world.run(['logout'], { env: nobody })).code).toBe(0);
      expect(readFileSync(file, 'utf8')).not.toContain(secret);
      expect((await world.run(['whoami'], { env: nobody })).code).toBe(4);
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
    const refused = await world.run([...planFor('Casa Marisol'), '--profile', 'looks'], { env: nobody });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/request [\w-]+/);
  });
});

describe('plan and apply', () => {
  test('a saved plan is applied once, and then there is nothing left', { timeout: patience }, async () => {
    const plan = await world.run(planFor('bright harbor dental', '--out', 'plan.json', '--detailed-exitcode'));
    expect(plan.code).toBe(2);
    expect(plan.out).toContain('+   tag.vip  "vip of harbor"');
    expect(plan.out).toContain('Plan: 3 to add, 0 to change, 0 to destroy.');
    expect(plan.out).not.toContain('\u001B');

    const unasked = await world.run(['apply', 'plan.json']);
    expect(unasked).toMatchObject({ code: 1 });
    expect(unasked.err).toContain('--auto-approve');

    const apply = await world.run(['apply', 'plan.json', '--auto-approve', '--follow']);
    expect(apply.code).toBe(0);
    expect(apply.err).toContain('Bright Harbor Dental: verified tag.vip');
    expect(apply.out).toContain('SUCCESS, 3 of 3 steps verified');

    const twice = await world.run(['apply', 'plan.json', '--auto-approve', '--json']);
    expect(twice.code).toBe(1);
    expect(JSON.parse(twice.out)).toMatchObject({ ok: false, error: { code: 'PLAN_STALE', where: ['plan.json'] } });
    const rest = await world.run(planFor('Bright Harbor Dental', '--detailed-exitcode'));
    expect(rest).toMatchObject({ code: 0 });
    expect(rest.out).toContain('No changes.');
  });

  test('a plan is refused when the account is no longer what was approved', { timeout: patience }, async () => {
    expect((await world.run(planFor('Casa Marisol', '--out', 'old.json'))).code).toBe(0);
    expect((await world.run(['apply', ...planFor('Casa Marisol', '--auto-approve').slice(1)])).code).toBe(0);
    const stale = await world.run(['apply', 'old.json', '--auto-approve', '--json']);
    expect(stale.code).toBe(1);
    expect(JSON.parse(stale.out)).toMatchObject({
      data: { jobs: [{ state: 'FAILED', error: { code: 'PLAN_STALE' } }] },
    });
  });

  test('what destroys needs the name of the account, and no flag stands for it', { timeout: patience }, async () => {
    const destroy = ['apply', 'clinic', '--destroy', '--account', 'Casa Marisol', '--auto-approve'];
    const unnamed = await world.run(destroy);
    expect(unnamed.code).toBe(1);
    expect(unnamed.err).toContain('--confirm "Casa Marisol"');
    const misnamed = await world.run([...destroy, '--confirm', 'Bright Harbor Dental']);
    expect(misnamed.code).toBe(1);
    expect((await world.run([...destroy, '--confirm', 'Casa Marisol'])).code).toBe(0);
  });

  test(
    'NDJSON is a line for each event and the result last, for several accounts at once',
    { timeout: patience },
    async () => {
      const words = planFor('Lumen Aesthetics', '--account', 'Northside Barbell', '--auto-approve', '--follow');
      const { code, out } = await world.run(['apply', ...words.slice(1), '--ndjson']);
      expect(code).toBe(0);
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; schemaVersion: number });
      expect(lines.every(({ schemaVersion }) => schemaVersion === 1)).toBe(true);
      expect(new Set(lines.map(({ type }) => type))).toEqual(
        new Set(['plan', 'job.changed', 'step.changed', 'log', 'result']),
      );
      expect(lines.at(-1)).toMatchObject({
        type: 'result',
        data: { jobs: [{ state: 'SUCCESS' }, { state: 'SUCCESS' }] },
      });
    },
  );
});

describe('blueprints', () => {
  test('a fault is told by file, line and column', { timeout: patience }, async () => {
    world.write('bad.yaml', 'groundwork: 1\nname: bad\nresources:\n  tag:\n    a: { name: "${var.nowhere}" }\n');
    for (const verb of ['validate', 'push']) {
      const { code, out, err } = await world.run(['blueprint', verb, 'bad.yaml']);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/at bad\.yaml:5:\d+ resources\.tag\.a/);
    }
  });

  test('a version is shown as it was pushed, and compared with the next one', { timeout: patience }, async () => {
    world.write('two.yaml', 'groundwork: 1\nname: two\nresources:\n  tag:\n    a: { name: A }\n');
    expect((await world.run(['blueprint', 'push', 'two.yaml'])).out).toContain('two v1');
    await world.run(['blueprint', 'push', '-'], {
      stdin: 'groundwork: 1\nname: two\nresources:\n  tag:\n    a: { name: B }\n',
    });
    expect((await world.run(['blueprint', 'show', 'two@1'])).out).toBe(
      readFileSync(join(world.folder, 'two.yaml'), 'utf8'),
    );
    const diff = await world.run(['blueprint', 'diff', 'two', '--detailed-exitcode']);
    expect(diff.code).toBe(2);
    expect(diff.out).toContain('name: "A" → "B"');
  });
});

describe('the rest', () => {
  test(
    'drift exits with 2 where an account was changed by hand, and rollback takes a job back',
    { timeout: patience },
    async () => {
      const account = 'Okafor Brandt LLP';
      const applied = await world.run(['apply', ...planFor(account, '--auto-approve', '--json').slice(1)]);
      const { data } = JSON.parse(applied.out) as {
        data: { jobs: { id: string; steps: { address: string; ghlId: string }[] }[] };
      };
      const job = data.jobs[0];
      const field = job?.steps.find(({ address }) => address === 'customField.insurance');
      await world.sandbox.edit({ kind: 'customField', id: field?.ghlId ?? '', changes: { name: 'Insurer' } });
      const drift = await world.run(['drift', '--account', account, '--check', '--detailed-exitcode']);
      expect(drift.code).toBe(2);
      expect(drift.out).toContain('live    "Insurer"');
      const back = await world.run(['rollback', job?.id ?? '', '--confirm', account]);
      expect(back).toMatchObject({ code: 0 });
      const log = await world.run(['logs', job?.id ?? '']);
      expect(log.out).toContain('Done: 3 applied and verified');
      expect((await world.run(['jobs', '--account', account])).out).toContain('(rollback)');
    },
  );

  test('a rollout is planned, started and followed', { timeout: patience }, async () => {
    const accounts = ['--account', 'Summit Ridge Roofing', '--account', 'Torque & Sons Auto'];
    await world.run(['blueprint', 'push', 'clinic.yaml']);
    const made = await world.run(['rollout', 'create', 'clinic', ...accounts, '--var', 'practice=X', '--json']);
    const { data } = JSON.parse(made.out) as { data: { id: string; state: string } };
    expect(data.state).toBe('PLANNED');
    const ended = await world.run(['rollout', 'start', data.id, '--auto-approve', '--follow', '--json']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({ command: 'rollout start', data: { state: 'SUCCESS', total: 2 } });
    expect((await world.run(['rollout', 'status', data.id])).out).toMatch(/Summit Ridge Roofing\s+SUCCESS\s+3\/3/);
  });

  test('capture prints a blueprint that is valid', { timeout: patience }, async () => {
    expect((await world.run(['capture', '--account', 'Lumen Aesthetics', '--out', 'captured.yaml'])).code).toBe(0);
    expect((await world.run(['blueprint', 'validate', 'captured.yaml'])).code).toBe(0);
  });

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
