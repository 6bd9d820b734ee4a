import type { Sandbox } from '@groundwork/ghl-sandbox';
import { createGhl } from '../ghl/create-ghl.ts';
import type { Ghl, GhlOptions } from '../ghl/create-ghl.ts';
import { createTestBudget, startInstalledSandbox } from './sandbox-account.ts';
import type { TestTokens } from './sandbox-account.ts';

/** The adapter on a sandbox of its own, with room for as many calls as a test makes. */
export interface SandboxGhl {
  sandbox: Sandbox;
  tokens: TestTokens;
  ghl: Ghl;
  close(): Promise<void>;
}

export async function openSandboxGhl(options: Partial<GhlOptions> = {}): Promise<SandboxGhl> {
  const { sandbox, tokens } = await startInstalledSandbox({
    rateLimit: { burst: 10_000, intervalMs: 10_000, daily: 200_000 },
  });
  const retry = { maxRetries: 0 };
  const budget = createTestBudget();
  const ghl = createGhl({ baseUrl: sandbox.url, tokens, budget, userAgent: 'groundwork-test', retry, ...options });
  const close = async () => {
    await ghl.stop();
    await sandbox.close();
  };
  return { sandbox, tokens, ghl, close };
}
