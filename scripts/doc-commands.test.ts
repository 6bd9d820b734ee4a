import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksIn, type DocBlock, docBlocks } from './doc-commands.ts';
import { type Instance, startInstance } from './instance.ts';
import { notRun } from './not-run-in-docs.ts';
import { root } from './root.ts';
import { type SignedIn, signIn } from './sign-in.ts';

/**
 * Every command of the documents is run against one instance, or stands in not-run-in-docs.ts with a reason. Addresses and placeholders
 * are those of the instance; the rest is as it is written.
 */

const run = promisify(execFile);
const blocks = docBlocks(root);
/** What a test may run by itself: it asks the instance, or computes. Anything else may change this machine. */
const runnable =
  /^(export GROUNDWORK_|npm run --silent cli -- |node -e |curl .*(http:\/\/(localhost|127\.0\.0\.1):400[0-2]|\$GROUNDWORK_URL))/;
const isListed = (command: string) => notRun.some((entry) => entry.command.test(command));
const blocksToRun = blocks
  .map((block) => ({ ...block, commands: block.commands.filter((command) => runnable.test(command)) }))
  .filter(({ commands }) => commands.length > 0);
const ofGuide = blocksToRun.filter(({ file }) => file === 'docs/guide.md');
const others = blocksToRun.filter(({ file }) => file !== 'docs/guide.md');

test('a command is read as a shell reads it: continued lines are one, comments are none', () => {
  const text = 'Do:\n\n```sh\n# first\na b \\\n  --c   # and why\n\nd "#e"\n```\n\n```yaml\nf\n```\n';
  expect(blocksIn('x.md', text)).toEqual([{ file: 'x.md', line: 3, commands: ['a b --c', 'd "#e"'] }]);
});

test('every command of the documents is run here, or stands in not-run-in-docs.ts with its reason', () => {
  const neither = blocks
    .flatMap(({ file, line, commands }) => commands.map((command) => ({ at: `${file}:${line}`, command })))
    .filter(({ command }) => runnable.test(command) === isListed(command));
  expect(neither).toEqual([]);
});

test('what is listed as not run is still written somewhere, and tested where the list says', () => {
  const commands = blocks.flatMap((block) => block.commands);
  expect(notRun.filter(({ command }) => !commands.some((line) => command.test(line)))).toEqual([]);
  expect(notRun.filter(({ where }) => where && !existsSync(join(root, where)))).toEqual([]);
});

describe('against an instance', () => {
  let instance: Instance;
  let member: SignedIn;
  let secret: string;
  let home: string;

  beforeAll(async () => {
    instance = await startInstance({ useFreePorts: true, buildWeb: false });
    member = await signIn(instance.url);
    const starter = (await member.trpc.blueprints.library.query()).find(({ name }) => name === 'Dental clinic');
    await member.trpc.blueprints.save.mutate({ source: starter?.source ?? '' });
    secret = (await member.trpc.apiKeys.create.mutate({ name: 'documents', role: 'operator' })).secret;
    home = await mkdtemp(join(tmpdir(), 'groundwork-docs-'));
    // curl ends well whatever the status says, unless told otherwise.
    await writeFile(join(home, '.curlrc'), 'fail-with-body\nsilent\nshow-error\nmax-time = 60\n');
  });
  afterAll(async () => {
    await instance?.stop();
    if (home) await rm(home, { recursive: true, force: true });
  });

  /** Node, and the `groundwork` command, without what brings a toolchain to a machine that has none. */
  const here = async (command: string): Promise<string> => {
    const [job] = command.includes('<job>') ? (await member.trpc.jobs.list.query({ limit: 1 })).jobs : [];
    return command
      .replaceAll(/http:\/\/(localhost|127\.0\.0\.1):4000/g, instance.url)
      .replaceAll(/http:\/\/(localhost|127\.0\.0\.1):4001/g, instance.oauthUrl)
      .replaceAll(/http:\/\/(localhost|127\.0\.0\.1):4002/g, instance.sandboxUrl ?? '')
      .replaceAll('npm run --silent cli --', `node ${join(root, 'packages/sdk/src/cli/main.ts')}`)
      .replaceAll(/gw_…/g, secret)
      .replaceAll('<job>', job?.id ?? '');
  };

  /** Line by line in one shell's environment: a block may set what its later lines read. */
  async function runBlock(block: Pick<DocBlock, 'commands'>): Promise<string[]> {
    const { PATH, LANG } = process.env;
    const env = { PATH, LANG, HOME: home, CURL_HOME: home, GROUNDWORK_URL: instance.url, GROUNDWORK_API_KEY: secret };
    const said: string[] = [];
    let exports = '';
    for (const command of block.commands) {
      const line = await here(command);
      const script = `set -euo pipefail\n${exports}\n${line}`;
      try {
        said.push((await run('bash', ['-c', script], { cwd: home, env, timeout: 120_000 })).stdout);
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        throw new Error(`${command}\n${stdout}${stderr}`.trim(), { cause: error });
      }
      if (line.startsWith('export ')) exports += `${line}\n`;
    }
    return said;
  }

  test(
    'the guide leads from a plan to a rollback in the terminal, and each step shows what it says',
    { timeout: 240_000 },
    async () => {
      expect(ofGuide).toHaveLength(1);
      const [, who, value, plan, apply, , drift, fix, rollback] = await runBlock(ofGuide[0] ?? { commands: [] });
      expect(who).toContain('Northlake Growth Partners');
      expect(value).toContain('"Pinecrest"');
      expect(plan).toMatch(/tag\.no_show/);
      expect(apply).toMatch(/SUCCESS, (\d+) of \1 steps verified\. Job [0-9a-f-]{36}$/m);
      expect(drift).toContain('tag.no_show');
      expect(fix).toMatch(/SUCCESS/);
      expect(rollback).toMatch(/Plan: 0 to add, 0 to change, \d+ to destroy/);
    },
  );

  // After the guide: what it applies, the README has edited.
  test.each(others.map((block) => [`${block.file}:${block.line}`, block] as const))(
    'the commands of %s end well',
    async (_place, block) => {
      expect(await runBlock(block)).toHaveLength(block.commands.length);
    },
  );

  test('a call that names itself by an idempotency-key, as decision 0022 shows it, is done once', async () => {
    const block = blocks.find(({ file }) => file.endsWith('0022-no-second-api.md'));
    const [, save = ''] = block?.commands ?? [];
    expect(save).toContain('idempotency-key');
    const [first, second] = await runBlock({ commands: [save, save] });
    expect(second).toBe(first);
    // The key was taken: with another input it is refused.
    await expect(runBlock({ commands: [save.replace('Hello', 'Farewell')] })).rejects.toThrow(
      /belongs to another call/,
    );
  });
});
