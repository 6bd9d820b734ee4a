import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRelay } from './testing/open-relay.ts';
import { clinic, openWorld, type World } from './testing/open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  world.write('clinic.yaml', clinic);
  await world.run(['blueprint', 'push', 'clinic.yaml']);
});
afterAll(() => world?.end());

const patience = 300_000;
const apply = (account: string, ...more: string[]) => [
  'apply',
  'clinic',
  '--var',
  'practice=X',
  '--account',
  account,
  ...more,
];
const stateOf = async (account: string) => {
  const { jobs } = await world.person.jobs.list.query({});
  return jobs.find(({ location }) => location.name === account)?.state;
};

describe('in a terminal', () => {
  test('asks before it applies, in colours, and a no applies nothing', { timeout: patience }, async () => {
    const cli = world.startInTerminal(apply('Bright Harbor Dental'));
    await expect.poll(() => cli.said()).toContain('Apply to Bright Harbor Dental?');
    expect(cli.said()).toContain('\u001B[32m+   tag.again');
    cli.type('n');
    expect(await cli.ended).toBe(1);
    expect(cli.said()).toContain('Nothing was applied.');
    expect(await stateOf('Bright Harbor Dental')).toBeUndefined();
  });

  test('NO_COLOR takes the colours away, and the symbols stay', { timeout: patience }, async () => {
    const cli = world.startInTerminal(['plan', ...apply('Casa Marisol').slice(1)], { env: { NO_COLOR: '1' } });
    expect(await cli.ended).toBe(0);
    expect(cli.said()).toContain('+   tag.again');
    expect(cli.said()).not.toContain('\u001B[');
  });

  test('shows a bar that is drawn over, once a yes was typed', { timeout: patience }, async () => {
    const cli = world.startInTerminal(apply('Casa Marisol', '--follow'));
    await expect.poll(() => cli.said()).toContain('Apply to Casa Marisol?');
    cli.type('y');
    expect(await cli.ended).toBe(0);
    expect(cli.said()).toMatch(/Casa Marisol +.*█.* 3\/3/);
    expect(cli.said()).toContain('\u001B[1A');
  });

  test('a pipeline that has a terminal is asked nothing', { timeout: patience }, async () => {
    const cli = world.startInTerminal(apply('Okafor Brandt LLP'), { env: { CI: 'true' } });
    expect(await cli.ended).toBe(1);
    expect(cli.said()).toContain('there is nobody to ask. Nothing was done. Approve it by --auto-approve.');
  });

  test('asks for the name of the account where something is destroyed', { timeout: patience }, async () => {
    const destroy = ['apply', 'clinic', '--destroy', '--account', 'Casa Marisol'];
    const wrong = world.startInTerminal(destroy);
    await expect.poll(() => wrong.said()).toContain('Type "Casa Marisol" to go on');
    wrong.type('\r');
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toContain('Nothing was applied.');
    const right = world.startInTerminal(destroy);
    await expect.poll(() => right.said()).toContain('Type "Casa Marisol" to go on');
    right.type('Casa Marisol\r');
    expect(await right.ended).toBe(0);
  });

  test('asks for a value that a plan lacks, and plans with it', { timeout: patience }, async () => {
    const cli = world.startInTerminal(['plan', 'clinic', '--account', 'Okafor Brandt LLP']);
    await expect.poll(() => cli.said()).toContain('Value of practice');
    cli.type('Lakeside\r');
    expect(await cli.ended).toBe(0);
    expect(cli.said()).toContain('vip of lakeside');
  });

  test('Ctrl-C at a question ends with 130', { timeout: patience }, async () => {
    const cli = world.startInTerminal(apply('Bright Harbor Dental'));
    await expect.poll(() => cli.said()).toContain('Apply to Bright Harbor Dental?');
    cli.type('\u0003');
    expect(await cli.ended).toBe(130);
  });
});

describe('while a job runs', () => {
  beforeAll(() => world.sandbox.setKnobs({ latencyMs: 10_000 }));
  afterAll(() => world.sandbox.setKnobs({ latencyMs: 0 }));

  test('Ctrl-C lets go of it with 130 and says how to see it again; it goes on', { timeout: patience }, async () => {
    const cli = await started('Lumen Aesthetics');
    cli.type('\u0003');
    await expect.poll(() => cli.said()).toMatch(/groundwork logs [\w-]{36} --follow/);
    expect(await cli.ended).toBe(130);
    await world.sandbox.setKnobs({ latencyMs: 0 });
    const id = /groundwork logs ([\w-]{36}) --follow/.exec(cli.said())?.[1] ?? '';
    expect((await world.run(['logs', id, '--follow'])).code).toBe(0);
    expect(await stateOf('Lumen Aesthetics')).toBe('SUCCESS');
    await world.sandbox.setKnobs({ latencyMs: 10_000 });
  });

  test(
    'a server that is away is told of once above the bars, and once that it is back; the job is followed to its end',
    { timeout: patience },
    async () => {
      const relay = await openRelay(world.instance.url);
      try {
        const cli = await started('Summit Ridge Roofing', { GROUNDWORK_URL: relay.url });
        relay.setAway(true);
        await expect.poll(() => cli.said()).toContain(`${relay.url} does not answer; trying again …`);
        await world.sandbox.setKnobs({ latencyMs: 0 });
        await expect.poll(() => stateOf('Summit Ridge Roofing')).toBe('SUCCESS');
        relay.setAway(false);
        expect(await cli.ended).toBe(0);
        expect(cli.said().split('does not answer')).toHaveLength(2);
        expect(cli.said().split('answers again.')).toHaveLength(2);
        // The bars were taken away first, and drawn anew below it.
        const told = `\u001B[1A\r\u001B[J${relay.url} does not answer; trying again …\r\nSummit Ridge Roofing`;
        expect(cli.said()).toContain(told);
      } finally {
        relay.close();
        await world.sandbox.setKnobs({ latencyMs: 10_000 });
      }
    },
  );

  test('a second Ctrl-C cancels it', { timeout: patience }, async () => {
    const cli = await started('Northside Barbell');
    cli.type('\u0003');
    await expect.poll(() => cli.said()).toContain('Press Ctrl-C again');
    cli.type('\u0003');
    expect(await cli.ended).toBe(130);
    expect(cli.said()).toContain('It was told to stop.');
    await world.sandbox.setKnobs({ latencyMs: 0 });
    await expect.poll(() => stateOf('Northside Barbell')).toBe('CANCELLED');
  });
});

/** Planned while GHL is quick, applied while it is slow. */
async function started(account: string, env: Record<string, string> = {}) {
  await world.sandbox.setKnobs({ latencyMs: 0 });
  await world.run(['plan', ...apply(account, '--out', 'slow.json').slice(1)], { env });
  await world.sandbox.setKnobs({ latencyMs: 10_000 });
  const cli = world.startInTerminal(['apply', 'slow.json', '--auto-approve', '--follow'], { env });
  await expect.poll(() => cli.said()).toContain('PROCESSING');
  return cli;
}
