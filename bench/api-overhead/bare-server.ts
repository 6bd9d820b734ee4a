import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/root.ts';

/** Starts the peer as a process of its own, as the API is one. */
export async function startBareServer(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bench/api-overhead/bare-route.ts'], {
    cwd: root,
    env: { DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const url = await Promise.race([
    once(child, 'message').then(([message]) => (message as { url: string }).url),
    ended.then(() => Promise.reject(new Error('the bare server did not start.'))),
  ]);
  return {
    url,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
