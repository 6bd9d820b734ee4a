import { fixtures } from '@groundwork/ghl-sandbox';
import type { SandboxControl } from '@groundwork/ghl-sandbox';
import { createBridge } from '../../packages/integrations/src/bridge/index.ts';
import type { Instance } from '../../scripts/instance.ts';
import { loadSecrets } from '../../scripts/secrets.ts';
import type { SignedIn } from '../../scripts/sign-in.ts';

export interface Account {
  locationId: string;
  accessToken: string;
}

/** So many new accounts with nothing in them. Their tokens, which GHL counts as calls of the agency, are there already. */
export async function openAccounts(
  count: number,
  { instance, sandbox, trpc }: { instance: Instance; sandbox: SandboxControl; trpc: SignedIn['trpc'] },
): Promise<Account[]> {
  const companyId = fixtures.agency.id;
  const made: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = `Branch ${String(index).padStart(3, '0')}`;
    made.push((await sandbox.createLocation({ companyId, name })).id);
  }
  await trpc.accounts.sync.mutate();
  const bridge = createBridge({
    urls: [instance.oauthUrl],
    backendId: 'main',
    secret: loadSecrets(instance.dataDir).bridgeKey,
  });
  await bridge.start();
  try {
    const accounts: Account[] = [];
    for (const locationId of made) {
      const { accessToken } = await bridge.accessToken({ companyId, locationId });
      accounts.push({ locationId, accessToken });
    }
    return accounts;
  } finally {
    await bridge.stop();
  }
}
