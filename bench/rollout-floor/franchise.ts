import type { VariableValues } from '@groundwork/shared/views';

const values = 40;
const lists = 4;
/**
 * Calls that the smallest account needs, and the largest. They spread over one whole interval of GHL's 25 calls: whether the last
 * of an account's calls falls just before an interval's end or just behind it decides nothing then.
 */
const fewest = 137;
const most = 161;

/** Values that every account gets, and a tag for each campaign of its own. Kinds of which a write is one call. */
export const source = `groundwork: 1
name: Franchise
variables:
  campaigns: { type: list }
resources:
  tag:
    campaign:
      forEach: \${var.campaigns}
      name: \${each.value}
  customValue:
${Array.from({ length: values }, (_, index) => `    v${index}: { name: Franchise ${index}, value: "${index}" }\n`).join('')}`;

/** What the account gets that has this place among so many. */
export function inputsOf(index: number, accounts: number): VariableValues {
  const calls = fewest + Math.round(((most - fewest) * index) / Math.max(1, accounts - 1));
  const campaigns = Array.from({ length: calls - values - lists }, (_, campaign) => `campaign ${campaign}`);
  return { campaigns };
}
