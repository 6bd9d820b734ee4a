// The one entry of every `npm run …`: brings the pinned Node and pnpm, installs what the lockfile names, runs scripts/<verb>.ts.
// Plain ESM on purpose: this file alone must run on whatever Node (>= 20) the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = '24.21.0';
const PNPM = '12.21.0';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [verb = 'start', ...args] = process.argv.slice(2);

const say = (line) => process.stderr.write(`${line}\n`);
const fail = (line) => {
  say(`groundwork: ${line}`);
  process.exit(1);
};

/** Node and pnpm live outside the clone, so that a second clone finds them. */
function toolchain() {
  const home = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const dir = join(home, 'groundwork', `node-${NODE}-pnpm-${PNPM}-${process.platform}-${process.arch}`);
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const node = join(dir, 'node_modules', nodePackage, 'bin', 'node');
  const pnpm = join(dir, 'node_modules', '.bin', 'pnpm');
  if (existsSync(join(dir, '.complete'))) return { node, pnpm };

  say(`Getting Node ${NODE} and pnpm ${PNPM} (once) …`);
  // Built beside its place and moved there whole, so two commands at once, or one cut short, do no harm.
  const half = `${dir}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  // The platform package holds the binary itself, so this works with npm's ignore-scripts too.
  writeFileSync(
    join(half, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [nodePackage]: NODE, pnpm: PNPM } }),
  );
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: half,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (npm.status !== 0)
    fail(
      'npm could not fetch the toolchain. Check the network or the npm proxy settings, then run the same command again.',
    );
  const fetched = join(half, relative(dir, node));
  const version = spawnSync(fetched, ['--version'], { encoding: 'utf8' });
  if (version.stdout?.trim() !== `v${NODE}`)
    fail(
      `Node ${NODE} was fetched but does not run here (${(version.error?.message ?? version.stderr ?? '').trim().split('\n')[0]}). It needs Linux with glibc >= 2.28 or macOS.`,
    );
  writeFileSync(join(half, '.complete'), '');
  if (!existsSync(join(dir, '.complete'))) {
    rmSync(dir, { recursive: true, force: true });
    renameSync(half, dir);
  }
  rmSync(half, { recursive: true, force: true });
  return { node, pnpm };
}

/** Everything that decides what an install would do, in one hash: an unchanged one is skipped. */
function installKey() {
  const hash = createHash('sha256');
  const manifests = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  for (const parent of ['apps', 'packages'])
    for (const name of readdirSync(join(root, parent)).sort()) manifests.push(join(parent, name, 'package.json'));
  for (const file of manifests)
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  return hash.update(NODE).digest('hex');
}

function install({ pnpm }, env) {
  const stamp = join(root, 'node_modules', '.groundwork-install');
  const key = installKey();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  say('Installing packages …');
  const run = spawnSync(
    pnpm,
    ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'],
    {
      cwd: root,
      env: { ...env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  );
  if (run.status !== 0) {
    say((run.stdout + run.stderr).trim().split('\n').slice(-15).join('\n'));
    fail(
      'the packages could not be installed. Check the network or the npm proxy settings, then run the same command again.',
    );
  }
  writeFileSync(stamp, key);
}

const script = join(root, 'scripts', `${verb}.ts`);
if (!/^[a-z]+$/.test(verb) || !existsSync(script)) fail(`there is no "${verb}". See the scripts in package.json.`);
const tools = toolchain();
const env = {
  ...process.env,
  PATH: [dirname(tools.node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node-compile'),
};
install(tools, env);

const child = spawn(tools.node, ['--disable-warning=ExperimentalWarning', script, ...args], {
  cwd: root,
  env,
  stdio: 'inherit',
});
// npm runs us through `exec`, so its signals arrive here. A terminal sends Ctrl-C to the whole group: then the child has it
// already, and the SIGTERM on top only says the same again. Should npm be killed, we end too, and leave nothing behind.
process.on('SIGINT', () => child.kill('SIGTERM'));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 500).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
