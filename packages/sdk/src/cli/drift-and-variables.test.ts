import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinic, openWorld, type World } from './testing/open-world.ts';

let world: World;
const [here, there] = ['Bright Harbor Dental', 'Casa Marisol'];

beforeAll(async () => {
  world = await openWorld();
  world.write('clinic.yaml', clinic);
  const values = ['--file', 'clinic.yaml', '--var', 'practice=X'];
  const applied = await world.run(['apply', ...values, '--account', here, '--account', there, '--auto-approve']);
  if (applied.code !== 0) throw new Error(applied.err);
});
afterAll(() => world?.end());

const patience = 300_000;

async function deleteTag(name: string, ...accounts: string[]) {
  for (const account of accounts) await world.sandbox.clientEdit({ kind: 'tag', account, name });
  await world.run(['drift', '--check']);
}

describe('drift', () => {
  test('is mended by its address in one account alone, once it was approved', { timeout: patience }, async () => {
    await deleteTag('seen again', here, there);
    const unknown = await world.run(['drift', 'fix', 'tag.nowhere', '--json']);
    expect(JSON.parse(unknown.out)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    const unasked = await world.run(['drift', 'fix', 'tag.again']);
    expect(unasked).toMatchObject({ code: 1, out: '' });
    expect(unasked.err).toContain('--auto-approve');
    expect(await world.person.rollouts.list.query({})).toMatchObject({ rollouts: [] });

    const fixed = await world.run(['drift', 'fix', 'tag.again', '--account', here, '--auto-approve', '--json']);
    expect(fixed.code).toBe(0);
    expect(JSON.parse(fixed.out)).toMatchObject({ command: 'drift fix', data: { state: 'SUCCESS', total: 1 } });
    const rest = await world.run(['drift', '--check', '--json', '--detailed-exitcode']);
    expect(rest.code).toBe(2);
    expect(JSON.parse(rest.out)).toMatchObject({
      command: 'drift',
      data: { causes: [{ address: 'tag.again', accounts: 1, examples: [{ name: there }] }] },
    });
    const mended = await world.run(['drift', 'fix', 'tag.again', '--account', here, '--auto-approve']);
    expect(mended).toMatchObject({ code: 1 });
    expect(mended.err).toContain(`"${here}" does not differ`);
  });

  test(
    'a person says no, and it stays planned; the next one finds it, and a yes mends it',
    { timeout: patience },
    async () => {
      await deleteTag('seen again', here);
      const refused = world.startInTerminal(['drift', 'fix', 'tag.again', '--account', here]);
      await expect.poll(() => refused.said()).toContain('Start "Fix drift: seen again');
      refused.type('n');
      expect(await refused.ended).toBe(1);
      const { rollouts } = await world.person.rollouts.list.query({});
      expect(rollouts[0]?.state).toBe('PLANNED');
      expect(refused.said()).toContain('groundwork rollout cancel');
      const fixed = world.startInTerminal(['drift', 'fix', 'tag.again', '--account', here]);
      await expect.poll(() => fixed.said()).toContain('Start "Fix drift: seen again');
      fixed.type('y');
      expect(await fixed.ended).toBe(0);
      expect(fixed.said()).toContain('deleted in the account');
      expect((await world.person.rollouts.list.query({})).rollouts).toMatchObject([{ id: rollouts[0]?.id }, {}]);
    },
  );

  test('is handled together where several are named', { timeout: patience }, async () => {
    await world.sandbox.clientEdit({ kind: 'tag', account: here, name: 'seen again' });
    await deleteTag('vip of x', here);
    const both = ['tag.again', 'tag.vip'];
    const ignored = await world.run(['drift', 'ignore', ...both, 'tag.again', '--reason', 'asked', '--json']);
    expect(JSON.parse(ignored.out)).toMatchObject({ data: [{ location: null }, { location: null }] });
    const shown = await world.run(['drift', 'unignore', ...both]);
    expect(shown.out).toMatch(/tag\.again is shown again[^]*tag\.vip is shown again/);
    const fixed = await world.run(['drift', 'fix', ...both, '--auto-approve', '--json']);
    expect(JSON.parse(fixed.out).data).toEqual([expect.objectContaining({ state: 'SUCCESS', purpose: 'drift' })]);
  });

  test('is left alone for a reason, listed as such, and shown again', { timeout: patience }, async () => {
    await deleteTag('vip of x', here);
    const [cause] = (await world.person.drift.get.query()).causes.filter(({ address }) => address === 'tag.vip');
    const unsaid = await world.run(['drift', 'ignore', 'tag.vip']);
    expect(unsaid).toMatchObject({ code: 1 });
    expect(unsaid.err).toContain('--reason');
    const key = cause?.key.slice(0, 8) ?? '';
    const ignored = await world.run(['drift', 'ignore', key, '--account', here, '--days', '7', '--reason', 'asked']);
    expect(ignored).toMatchObject({ code: 0, out: expect.stringContaining(`Ignored in ${here} until`) });
    expect((await world.run(['drift'])).out).toContain(`# tag.vip is ignored in ${here} until`);
    const elsewhere = await world.run(['drift', 'unignore', 'tag.vip', '--account', there]);
    expect(elsewhere.code).toBe(1);
    expect((await world.run(['drift', 'unignore', 'tag.vip'])).code).toBe(0);
    expect((await world.run(['drift'])).out).toMatch(/- tag\.vip .*[0-9a-f]{8}/);
  });

  test('is accepted as a new version, after a yes', { timeout: patience }, async () => {
    const asked = world.startInTerminal(['drift', 'accept', 'tag.vip']);
    await expect.poll(() => asked.said()).toContain('Save a version of clinic');
    asked.type('y');
    expect(await asked.ended).toBe(0);
    expect(asked.said()).toMatch(/Saved as clinic v\d/);
    const gone = await world.run(['drift', 'accept', 'tag.vip', '--auto-approve']);
    expect(gone).toMatchObject({ code: 1 });
    expect(gone.err).toContain('groundwork drift --check');
  });
});

describe('variables', () => {
  test('are kept for one place with their type, listed, and taken away', { timeout: patience }, async () => {
    const of = ['--account', there];
    expect((await world.run(['variables', 'set', 'phone=+1 555', ...of])).code).toBe(0);
    expect((await world.run(['variables', 'set', 'seats=5', '--type', 'number', ...of])).code).toBe(0);
    const set = await world.run(['variables', 'set', 'seats=7', ...of, '--json']);
    expect(JSON.parse(set.out)).toMatchObject({ data: { level: 'location', values: [{ name: 'seats', value: 7 }] } });
    const listed = await world.run(['variables', 'list', ...of]);
    expect(listed.out).toMatch(/phone +"\+1 555"/);
    expect(JSON.parse((await world.run(['variables', '--json'])).out)).toMatchObject({ data: { values: [] } });
    expect((await world.run(['variables', 'unset', 'phone', 'seats', ...of])).code).toBe(0);
    const twice = await world.run(['variables', 'unset', 'phone', ...of]);
    expect(twice).toMatchObject({ code: 1 });
    world.write('values.yaml', 'practice: Harbor\n');
    await world.run(['variables', 'set', '--file', 'values.yaml', '--blueprint', 'clinic']);
    const resolved = await world.run(['variables', 'resolve', 'clinic', ...of]);
    expect(resolved.out).toMatch(/practice +string +"Harbor"/);
  });

  test(
    'a secret comes by stdin and is printed nowhere; on the command line it is warned of',
    { timeout: patience },
    async () => {
      const set = await world.run(['variables', 'set', 'token', '--secret'], { stdin: 's3cr3t\n' });
      expect(set).toMatchObject({ code: 0, out: expect.stringMatching(/token +\(secret\)/) });
      expect(set.out + set.err).not.toContain('s3cr3t');
      expect(set.err).not.toContain('Warning');
      const told = await world.run(['variables', 'set', 'token=0th3r', '--quiet']);
      expect(told.code).toBe(0);
      expect(told.err).toContain('Warning: The secret token stood on the command line');
      expect(told.out + told.err).not.toContain('0th3r');
      expect((await world.run(['variables', 'list', '--json'])).out).not.toMatch(/s3cr3t|0th3r/);
    },
  );

  test('a person is asked for a secret, and what they type is not shown', { timeout: patience }, async () => {
    const cli = world.startInTerminal(['variables', 'set', 'pin', '--secret']);
    await expect.poll(() => cli.said()).toContain('Value of pin');
    cli.type('h1dden\r');
    expect(await cli.ended).toBe(0);
    expect(cli.said()).toContain('(secret)');
    expect(cli.said()).not.toContain('h1dden');
  });
});
