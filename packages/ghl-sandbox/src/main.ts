import { readEnv } from './env.ts';
import { startSandbox } from './start-sandbox.ts';
import { announcedTypes } from './webhooks/announce.ts';

try {
  const env = readEnv(process.env);
  const oauthUrl = env.OAUTH_PUBLIC_URL.replace(/\/$/, '');
  const sandbox = await startSandbox({
    port: env.SANDBOX_PORT,
    host: env.HOST,
    dataDir: env.SANDBOX_DATA_DIR,
    clientId: env.GHL_CLIENT_ID,
    clientSecret: env.GHL_CLIENT_SECRET,
    redirectUris: [`${oauthUrl}/oauth/callback`],
    webhookUrl: `${oauthUrl}/oauth/webhook`,
    eventUrls: eventUrlsOf(env.SANDBOX_EVENT_URL),
  });
  process.stdout.write(`${JSON.stringify({ listening: sandbox.url, webhookPublicKey: sandbox.webhookPublicKey })}\n`);

  const end = (): void => void sandbox.close().finally(() => process.exit(0));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  // Whoever started us over an IPC channel is gone: nobody is left to stop us.
  process.once('disconnect', end);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(`ghl-sandbox: ${reason}${taken ? '. Stop what uses it, or set SANDBOX_PORT.' : ''}\n`);
  process.exit(1);
}

function eventUrlsOf(url: string | undefined): Record<string, string> {
  return url ? Object.fromEntries(announcedTypes.map((type) => [type, url])) : {};
}
