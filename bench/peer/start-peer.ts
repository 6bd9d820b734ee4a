import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/root.ts';

/** Starts a peer's file as a process of its own, as the API is one. It tells its address by `process.send`, and ends with us. */
export async function startPeer(entry: string, databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
    cwd: root,
    env: { DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const url = await Promise.race([
    once(child, 'message').then(([message]) => (message as { url: string }).url),
    ended.then(() => Promise.reject(new Error(`${entry} did not start.`))),
  ]);
  return {
    url,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
