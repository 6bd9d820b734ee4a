import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** What the words end in, at an address where nobody is. */
async function ran(...words: string[]) {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    ...processTerminal(),
    cwd: '/',
    env: { HOME: '/nonexistent', GROUNDWORK_URL: 'http://127.0.0.1:1', GROUNDWORK_API_KEY: 'gw_none' },
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  };
  return { code: await runCli(words, terminal), ...said };
}

test('a script that names no command gets an envelope, a person the help', async () => {
  const script = await ran('--json');
  expect(script.code).toBe(1);
  expect(JSON.parse(script.out)).toMatchObject({ ok: false, error: { next: 'groundwork --help' } });
  const person = await ran();
  expect(person).toMatchObject({ code: 1, out: '' });
  expect(person.err).toContain('Usage: groundwork');
});

test.each([
  [['plna'], 'There is no command "plna". Did you mean plan?', 'groundwork --help'],
  [['help', 'plna'], 'There is no command "plna". Did you mean plan?', 'groundwork --help'],
  [['plna', '--help'], 'There is no command "plna". Did you mean plan?', 'groundwork --help'],
  [['zebra'], 'There is no command "zebra".\n', 'groundwork --help'],
  [['jobs', 'frob'], 'There is no command "jobs frob". There are list, show,', 'groundwork jobs --help'],
  [['jobs', 'frob', '--help'], 'There is no command "jobs frob".', 'groundwork jobs --help'],
  [['jobs', '--state', 'failed', 'frob'], 'There is no command "jobs frob".', 'groundwork jobs --help'],
  [['help', 'jobs', 'frob'], 'There is no command "jobs frob".', 'groundwork jobs --help'],
  [['jobs', 'help', 'frob'], 'There is no command "jobs frob".', 'groundwork jobs --help'],
  [['help', 'plan', 'clinic'], 'There is no command "plan clinic".\n', 'groundwork plan --help'],
  [['blueprint', 'pusch', 'x'], 'Did you mean push? There are list,', 'groundwork blueprint --help'],
  [['jobs', 'show', 'nope'], 'It is an id, as `groundwork jobs` shows it.', 'groundwork jobs show --help'],
  [['variables', 'list', '--group', 'x', '--account', 'y'], 'cannot be used with', 'groundwork variables list --help'],
  [['jobs', '--state', 'done'], 'It is one of PENDING, PROCESSING,', 'groundwork jobs --help'],
  [['apply', 'may.plan'], 'may.plan cannot be read: there is no such file', 'groundwork plan --out may.plan'],
  [['apply', './may'], './may cannot be read: there is no such file', 'groundwork plan --out ./may'],
  [['drift', 'ignore', 'tag.x', '--days', 'long'], 'It is a whole number', 'groundwork drift ignore --help'],
])('words that are wrong, %j, are told with the help of the command that was meant', async (words, what, next) => {
  const { code, out, err } = await ran(...words);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(what);
  expect(err).toContain(`next ${next}`);
});

test.each([
  [['help', 'drift', 'fix'], 'groundwork drift fix '],
  [['drift', 'help', 'fix'], 'groundwork drift fix '],
  [['drift', 'fix', '--help'], 'groundwork drift fix '],
  [['drift', 'help'], 'groundwork drift '],
  [['drift', '--check', '--help'], 'groundwork drift '],
  [['help', 'drift'], 'groundwork drift '],
  [['help', 'plan'], 'groundwork plan '],
  [['help'], 'groundwork [options]'],
])('%j shows the help of what the words name', async (words, usage) => {
  const { code, out, err } = await ran(...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Usage: /);
  expect(out.slice('Usage: '.length)).toMatch(new RegExp(`^${usage.replaceAll('[', '\\[')}`));
});

test('a command that is not there is told to a script by its envelope, also where its help was asked for', async () => {
  const { code, out } = await ran('help', 'plna', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'USAGE', next: 'groundwork --help' } });
});

test('a state is taken in whatever letters, and a profile that nobody signed in to is named in what to do', async () => {
  expect((await ran('jobs', '--state', 'failed')).err).toContain('does not answer');
  expect((await ran('--profile', 'staging', 'whoami')).err).toContain(
    'next groundwork login --url http://127.0.0.1:1 --profile staging',
  );
});

test('an address where nobody is is named, at once and in the end', async () => {
  const { code, out, err } = await ran('whoami', '--json');
  expect(code).toBe(1);
  expect(err).toContain('http://127.0.0.1:1 does not answer; trying again');
  expect(JSON.parse(out)).toMatchObject({ error: { where: ['http://127.0.0.1:1'], next: 'groundwork doctor' } });
});
