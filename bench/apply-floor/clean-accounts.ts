import type { Knobs, SandboxControl } from '@groundwork/ghl-sandbox';

export type RateLimit = Knobs['rateLimit'];

const notContents = new Set(['company', 'location', 'user']);

/** Takes everything out of the accounts, behind Groundwork's back. */
export async function cleanAccounts(sandbox: SandboxControl, locationIds: readonly string[]): Promise<void> {
  const { resources } = await sandbox.state();
  const kinds = Object.keys(resources).filter((kind) => !notContents.has(kind));
  for (const ownerId of locationIds)
    for (const kind of kinds)
      for (const { id } of await sandbox.listResources({ kind, ownerId })) await sandbox.remove({ kind, id });
}
