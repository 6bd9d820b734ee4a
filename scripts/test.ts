import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './checks.ts';
import { findChromium } from './chromium.ts';
import { root } from './root.ts';
import { say } from './terminal.ts';
import { ensureWebBuild } from './web-build.ts';

/** What of vitest's JSON report we read. */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: unknown[] }[];
};

const filters = process.argv.slice(2);
// A run of some files is for a person at work on them; the whole run verifies first.
const failedChecks = filters.length > 0 ? [] : await runChecks();
if (failedChecks.length > 0) finish({ passed: 0, failed: failedChecks.length, skipped: 0 });

// Before the tests: two that build it at once take it from each other for a moment.
if (filters.length === 0) await ensureWebBuild(say);

const chromium = findChromium(process.env, say);
const isCi = process.env.CI === 'true' || process.env.CI === '1';
if (!chromium) say('1 journey not run: there is no browser. Set CHROMIUM_PATH, or install chromium.');

const folder = mkdtempSync(join(tmpdir(), 'groundwork-report-'));
const reportFile = join(folder, 'report.json');
const vitest = spawn(
  'vitest',
  [
    'run',
    '--config=vitest.workspace.ts',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...filters,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(chromium && { CHROMIUM_PATH: chromium }),
      // In a log, a coloured dot is ten letters.
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    },
  },
);
// Ctrl-C reaches vitest too, which then stops its PostgreSQL: wait for that.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => vitest.kill('SIGTERM'));
await once(vitest, 'exit');
const counts = countsOf(reportFile);
rmSync(folder, { recursive: true, force: true });
if (vitest.exitCode !== 0 && counts.failed === 0) counts.failed = 1;
if (!chromium && isCi && filters.length === 0) counts.failed += 1;
finish(counts);

/** A file that could not even be loaded holds no tests; it counts as one that failed. */
function countsOf(file: string): { passed: number; failed: number; skipped: number } {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const unloadable = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloadable.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function finish({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): never {
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exit(failed > 0 ? 1 : 0);
}
