import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { processTerminal, type Terminal } from './terminal.ts';

test('a script that names no command gets an envelope, a person the help', async () => {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    ...processTerminal(),
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  };
  expect(await runCli(['--json'], terminal)).toBe(1);
  expect(JSON.parse(said.out)).toMatchObject({ ok: false, error: { next: 'groundwork --help' } });
  said.out = '';
  expect(await runCli([], terminal)).toBe(1);
  expect(said.out).toBe('');
  expect(said.err).toContain('Usage: groundwork');
});
