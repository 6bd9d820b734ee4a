import type { Contract, Shape } from './contract.ts';
import { readInputs } from './read-inputs.ts';

/** What the SDK calls. The rest is between the server and its own pages, which change together. */
const nouns =
  /^(accounts|blueprints|drift|jobs|plans|rollouts|variables)\.|^(apiKeys\.(list|revoke|revokeSelf)|session\.me|feed)$/;

export function presentContract(release: string, outputs: Record<string, Shape>): Contract {
  const procedures = Object.entries(readInputs())
    .filter(([name]) => nouns.test(name))
    .map(([name, contract]) => [name, { ...contract, output: outputs[name] ?? null }] as const);
  return { release, procedures: Object.fromEntries(procedures) };
}
