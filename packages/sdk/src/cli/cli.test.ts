import { mkdirSync, readFileSync } from 'node:fs';
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

  test(
    'what nobody reads is done all the same, and its exit code says how it ended',
    { timeout: patience },
    async () => {
      await world.run(planFor('Wag & Wander Pet Care', '--out', 'unread.json'));
      const apply = ['apply', 'unread.json', '--auto-approve', '--ndjson', '--follow'];
      expect(await world.run(apply, { isUnread: true })).toMatchObject({ code: 0, out: '' });
      const { jobs } = await world.person.jobs.list.query({});
      expect(jobs.find(({ location }) => location.name === 'Wag & Wander Pet Care')?.state).toBe('SUCCESS');
      expect(await world.run(apply, { isUnread: true })).toMatchObject({ code: 1, out: '' });
      const [job] = jobs;
      expect(await world.run(['logs', job?.id ?? '', '--follow'], { isUnread: true })).toMatchObject({
        code: 0,
        out: '',
      });
    },
  );

  test('a plan is refused when the account is no longer what was approved', { timeout: patience }, async () => {
    expect((await world.run(planFor('Casa Marisol', '--out', 'old.json'))).code).toBe(0);
    expect((await world.run(['apply', ...planFor('Casa Marisol', '--auto-approve').slice(1)])).code).toBe(0);
    const stale = await world.run(['apply', 'old.json', '--auto-approve', '--json']);
    expect(stale.code).toBe(1);
    expect(JSON.parse(stale.out)).toMatchObject({
      data: { jobs: [{ state: 'FAILED', error: { code: 'PLAN_STALE' } }] },
    });
  });

  test(
    'a saved plan that is empty, cut, of a newer CLI, of another agency or gone is refused, and told why',
    { timeout: patience },
    async () => {
      expect((await world.run(planFor('Bright Harbor Dental', '--out', 'whole.plan'))).code).toBe(0);
      const whole = readFileSync(join(world.folder, 'whole.plan'), 'utf8');
      const spoilt = {
        'empty.plan': ['', 'empty.plan is empty: the plan was not saved to its end.'],
        'cut.plan': [whole.slice(0, 200), 'cut.plan is damaged, or no saved plan.'],
        cut: [whole.slice(0, 200), 'cut is damaged, or no saved plan.'],
        'newer.json': [whole.replace('"groundworkPlan": 1', '"groundworkPlan": 2'), 'a newer CLI saved it, in form 2'],
        'other.json': [whole.replace(/"companyId": "[^"]+"/, '"companyId": "other"'), 'it belongs to another agency.'],
        'gone.json': [
          whole.replace(/"id": "[0-9a-f-]{36}"/, '"id": "00000000-0000-4000-8000-000000000000"'),
          'the plan of "Bright Harbor Dental" is not there any more',
        ],
      };
      for (const [name, [text = '', why = '']] of Object.entries(spoilt)) {
        world.write(name, text);
        const { code, out, err } = await world.run(['apply', name, '--auto-approve']);
        expect({ name, code, out }).toEqual({ name, code: 1, out: '' });
        expect(err).toContain(why);
        expect(err).toContain('Nothing was applied.');
        expect(err).toContain(`next groundwork plan --out ${name}`);
      }
    },
  );

  test('a folder that is named as the blueprint is in nobody’s way', { timeout: patience }, async () => {
    expect((await world.run(['blueprint', 'push', 'clinic.yaml'])).code).toBe(0);
    mkdirSync(join(world.folder, 'clinic'));
    const plan = ['--account', 'Bright Harbor Dental', '--var', 'practice=X'];
    const { err } = await world.run(['apply', 'clinic', ...plan]);
    expect(err).toContain('Approve it by --auto-approve');
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

describe('afterwards', () => {
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
    const { data } = JSON.parse(made.out) as { data: { id: string; state: string; revision: string } };
    expect(data.state).toBe('PLANNED');
    const start = ['rollout', 'start', data.id, '--auto-approve', '--follow', '--json'];
    const refused = await world.run([...start, '--revision', 'of-other-plans']);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ ok: false, error: { code: 'PLAN_STALE' } });
    const ended = await world.run([...start, '--revision', data.revision]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({ command: 'rollout start', data: { state: 'SUCCESS', total: 2 } });
    expect((await world.run(['rollout', 'status', data.id])).out).toMatch(/Summit Ridge Roofing\s+SUCCESS\s+3\/3/);
  });

  test('capture prints a blueprint that is valid', { timeout: patience }, async () => {
    expect((await world.run(['capture', '--account', 'Lumen Aesthetics', '--out', 'captured.yaml'])).code).toBe(0);
    expect((await world.run(['blueprint', 'validate', 'captured.yaml'])).code).toBe(0);
  });
});
