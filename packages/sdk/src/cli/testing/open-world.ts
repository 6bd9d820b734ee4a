import { spawn as spawnProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandboxControl, type SandboxControl } from '@groundwork/ghl-sandbox';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import { type Instance, startInstance } from '../../../../../scripts/instance.ts';
import { type SignedIn, signIn } from '../../../../../scripts/sign-in.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface RunOptions {
  /** What comes on stdin; nothing unless told. */
  stdin?: string;
  env?: Record<string, string>;
  /** Whoever reads stdout has gone already, as `head` does. */
  isUnread?: boolean;
}

/** A CLI that runs, to talk to. */
export interface Running {
  /** All that it has said so far, whichever way. */
  said(): string;
  /** Of that what came on stdout; of a terminal all. */
  out(): string;
  type(text: string): void;
  signal(signal: NodeJS.Signals): void;
  ended: Promise<number>;
}

export interface World {
  instance: Instance;
  /** A person in a browser. */
  person: SignedIn['trpc'];
  sandbox: SandboxControl;
  /** Where the CLI runs. */
  folder: string;
  write(name: string, text: string): void;
  /** As a script has it: no terminal, a key in the environment. */
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  start(words: readonly string[], options?: RunOptions): Running;
  /** As a person has it: a terminal of 30 rows. */
  startInTerminal(words: readonly string[], options?: RunOptions): Running;
  end(): Promise<void>;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const node = ['--disable-warning=ExperimentalWarning', main];

/** A whole Groundwork on free ports, and a home of its own for the CLI. */
export async function openWorld(): Promise<World> {
  const instance = await startInstance({ useFreePorts: true, buildWeb: false });
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-cli-'));
  const { trpc: person } = await signIn(instance.url);
  const { secret } = await person.apiKeys.create.mutate({ name: 'Tests', role: 'admin' });
  const environment = (own: Record<string, string> = {}): Record<string, string> => {
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
    const key = { GROUNDWORK_URL: instance.url, GROUNDWORK_API_KEY: secret };
    return { PATH, NODE_COMPILE_CACHE, HOME: folder, TERM: 'xterm', ...key, ...own };
  };
  const start = (words: readonly string[], { stdin = '', env, isUnread = false }: RunOptions = {}) => {
    const child = spawnProcess(process.execPath, [...node, ...words], { cwd: folder, env: environment(env) });
    const text = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk));
    if (isUnread) child.stdout.destroy();
    child.stdin.end(stdin);
    const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
    return { child, text, ended };
  };
  return {
    instance,
    person,
    sandbox: createSandboxControl(instance.sandboxUrl ?? ''),
    folder,
    write: (name, text) => writeFileSync(join(folder, name), text),
    async run(words, options) {
      const { text, ended } = start(words, options);
      return { code: await ended, ...text };
    },
    start(words, options) {
      const { child, text, ended } = start(words, options);
      return {
        said: () => text.out + text.err,
        out: () => text.out,
        type: () => {},
        signal: (signal) => void child.kill(signal),
        ended,
      };
    },
    startInTerminal(words, { env } = {}) {
      const options = { cols: 100, rows: 30, cwd: folder, env: environment(env) };
      const terminal = spawnTerminal(process.execPath, [...node, ...words], options);
      let text = '';
      terminal.onData((chunk) => (text += chunk));
      return {
        said: () => text,
        out: () => text,
        type: (keys) => terminal.write(keys),
        signal: (signal) => terminal.kill(signal),
        ended: new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode))),
      };
    },
    async end() {
      await instance.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Three resources and a variable. */
export const clinic = `groundwork: 1
name: clinic
variables:
  practice: { type: string }
resources:
  tag:
    vip: { name: "VIP of \${var.practice}" }
    again: { name: Seen again }
  customField:
    insurance: { name: Insurance, dataType: TEXT }
`;
