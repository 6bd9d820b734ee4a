import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/root.ts';

export async function startBareRoute(answer: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bench/bridge/bare-route.ts'], {
    cwd: root,
    env: { ANSWER: answer, NODE_ENV: 'production' },
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
