import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/root.ts';

export interface BareRoute {
  url: string;
  stop(): Promise<void>;
}

export interface BareRead {
  answer: string;
  /** Of the OAuth service, and where its feed stands. */
  databaseUrl: string;
  position: number;
  companyId: string;
}

export async function startBareRoute({ answer, databaseUrl, position, companyId }: BareRead): Promise<BareRoute> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bench/bridge/bare-route.ts'], {
    cwd: root,
    env: {
      ANSWER: answer,
      DATABASE_URL: databaseUrl,
      POSITION: String(position),
      COMPANY_ID: companyId,
      NODE_ENV: 'production',
    },
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
