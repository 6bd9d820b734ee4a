import { spawn } from 'node:child_process';
import { root } from './root.ts';

/** Runs one role alone, from the environment, as a platform's process manager would. Its exit code is ours. */
export function runRole(entry: string): void {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to both; anything else comes to us alone.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
