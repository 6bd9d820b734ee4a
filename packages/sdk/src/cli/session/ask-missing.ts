import type { AccountView, BlueprintVersionView, VariableValues } from '../../index.ts';
import { askText } from './ask.ts';
import type { Cli } from './cli.ts';
import { typedValue } from './read-variables.ts';

/** What a plan needs and nobody has given is asked of the person who sits there, once for all the accounts. */
export async function askMissing(
  cli: Cli,
  { id, variables }: Pick<BlueprintVersionView, 'id' | 'variables'>,
  { accounts, given }: { accounts: readonly AccountView[]; given: VariableValues },
): Promise<VariableValues> {
  if (!cli.mayAsk || variables.every(({ name }) => name in given)) return given;
  const missing = new Set<string>();
  for (const account of accounts) {
    const values = await cli.groundwork.variables.resolve({ locationId: account.id, blueprintVersionId: id });
    for (const { name, value } of values) if (value === null && !(name in given)) missing.add(name);
  }
  const all = { ...given };
  for (const { name, type, secret, description } of variables) {
    if (!missing.has(name)) continue;
    const about = description ? ` (${description})` : '';
    const text = await askText(cli, `Value of ${name}${about}`, { flag: `Give --var ${name}=value.`, hidden: secret });
    all[name] = typedValue(name, text, type);
  }
  return all;
}
