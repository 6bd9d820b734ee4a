import { join } from 'node:path';
import { createServer } from 'vite';
import { startInstance } from './instance.ts';
import { freePort } from '@groundwork/db/embedded';
import { checkPorts } from './ports.ts';
import { restartOnChange } from './restart-on-change.ts';
import { root } from './root.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { endWith, say } from './terminal.ts';

// The browser talks to Vite, which hands on what the API answers; so the page, its cookies and the API share one origin.
const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 4000);
const publicUrl = process.env.PUBLIC_URL || `http://localhost:${port}`;

const development = start();
stopOnSignal(async () => {
  say('Stopping …');
  await development.then(
    (stop) => stop(),
    () => {},
  );
});
await development.catch(endWith);

async function start(): Promise<() => Promise<void>> {
  await checkPorts([{ variable: 'PORT', port, what: 'Groundwork' }], host);
  const apiPort = await freePort();
  const instance = await startInstance({
    dataDir: join(root, '.data'),
    env: { ...process.env, PORT: String(apiPort), PUBLIC_URL: publicUrl },
    buildWeb: false,
    log: say,
  });
  const toApi = { target: instance.apiUrl, changeOrigin: false };
  const vite = await createServer({
    root: join(root, 'apps/web'),
    clearScreen: false,
    logLevel: 'warn',
    server: {
      host,
      port,
      strictPort: true,
      proxy: { '/trpc': toApi, '/auth': toApi, '/health': toApi, '/webhooks': toApi },
    },
  });
  await vite.listen();
  const stopWatching = restartOnChange(instance, say);
  process.stdout.write(`\n  ${publicUrl}\n\n`);
  say('Pages reload as you save; a role starts again when its code changes. Ctrl-C stops everything.');
  return async () => {
    stopWatching();
    await vite.close();
    await instance.stop();
  };
}
