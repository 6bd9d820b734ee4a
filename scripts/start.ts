import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { startInstance } from './instance.ts';
import { requireProductionKeys } from './production.ts';
import { root } from './root.ts';
import { endWith, say, secondsSince } from './terminal.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const startedAt = performance.now();
const starting = new AbortController();
stopOnSignal(async () => {
  starting.abort();
  say('Stopping …');
  await instance.then(
    (running) => running.stop(),
    () => {},
  );
});

try {
  requireProductionKeys(process.env);
} catch (error) {
  endWith(error);
}
const instance = startInstance({ dataDir: join(root, '.data'), env: process.env, log: say });
const { url, sandboxUrl } = await instance.catch(endWith);
if (!starting.signal.aborted) {
  say(
    `Ready in ${secondsSince(startedAt)}. ${sandboxUrl ? 'GoHighLevel is the sandbox on this machine: sign in with one click.' : ''}`,
  );
  process.stdout.write(`\n  ${url}\n\n`);
  say('Ctrl-C stops everything; data stays in .data/.');
  // Else it is written at the end: seconds, the first time, in which no signal is heard.
  flushCompileCache();
}
