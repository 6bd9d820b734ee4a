import { startInstance } from './instance.ts';
import { runMainJob } from './main-job.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { endWith, say, secondsSince } from './terminal.ts';

const startedAt = performance.now();
const running = await findRunning();
if (running) say(`Using the Groundwork that runs at ${running}.`);
else say('Nothing runs here: bringing up a Groundwork of its own, with temporary data …');
const own = running
  ? undefined
  : startInstance({ useFreePorts: true, buildWeb: false, env: withoutAddresses(), log: say });
const stop = async () => {
  await own?.then(
    (instance) => instance.stop(),
    () => {},
  );
};
stopOnSignal(stop);
try {
  const url = running ?? (await own)?.url ?? '';
  const job = await runMainJob(url, (line = '') => process.stdout.write(`${line}\n`));
  process.stdout.write(
    `Done in ${secondsSince(startedAt)}.${running && job ? ` The job: ${url}/jobs/${job.id}` : ''}\n`,
  );
  await stop();
} catch (error) {
  await stop();
  endWith(error);
}
process.exit(0);

async function findRunning(): Promise<string | undefined> {
  const url = (process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 4000}`).replace(/\/$/, '');
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    const health: unknown = await answer.json();
    const isOurs = health !== null && typeof health === 'object' && 'role' in health && health.role === 'api';
    return answer.ok && isOurs ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Its own instance is on this machine and on the sandbox, whatever the environment is meant for. */
function withoutAddresses(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, LANG, TZ, TMPDIR, NODE_COMPILE_CACHE };
}
