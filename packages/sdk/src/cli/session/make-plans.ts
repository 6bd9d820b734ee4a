import type { BlueprintVersionView, PlanView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { askMissing } from './ask-missing.ts';
import type { Cli } from './cli.ts';
import { chosenAccounts } from './find-account.ts';
import { findBlueprint, findVersion } from './find-blueprint.ts';
import { pushBlueprint } from './push-blueprint.ts';
import { readVariables, type VariableFlags } from './read-variables.ts';

export interface PlanFlags extends VariableFlags {
  account: string[];
  file?: string;
  only: string[];
  overwrite: string[];
  destroy?: boolean;
}

/** One plan for each account that was chosen. */
export async function makePlans(cli: Cli, wanted: string | undefined, flags: PlanFlags): Promise<PlanView[]> {
  const accounts = await chosenAccounts(cli, flags.account);
  const { plans } = cli.groundwork;
  const made: PlanView[] = [];
  if (flags.destroy) {
    const { summary } = await findBlueprint(cli, wanted);
    for (const { id, name } of accounts) {
      cli.say(`Planning to remove ${summary.name} from "${name}" …`);
      made.push(await plans.destroy({ locationId: id, blueprintId: summary.id }));
    }
    return made;
  }
  const version = await chosenVersion(cli, wanted, flags);
  const given = await readVariables(cli, flags, version);
  const variables = await askMissing(cli, version, { accounts, given });
  for (const { id, name } of accounts) {
    cli.say(`Planning ${version.name} v${version.version} for "${name}" …`);
    made.push(
      await plans.create({
        locationId: id,
        blueprintVersionId: version.id,
        variables,
        ...(flags.only.length > 0 ? { only: flags.only } : {}),
        ...(flags.overwrite.length > 0 ? { overwrite: flags.overwrite.map(overwriteOf) } : {}),
      }),
    );
  }
  return made;
}

async function chosenVersion(cli: Cli, wanted: string | undefined, { file }: PlanFlags): Promise<BlueprintVersionView> {
  if (file === undefined) return findVersion(cli, wanted);
  if (wanted !== undefined) throw new CliError('Give a blueprint or a --file, not both.');
  const version = await pushBlueprint(cli, file);
  cli.say(`${file} is ${version.name} v${version.version}.`);
  return version;
}

/** `customField.plan` or `customField.plan:name`. */
function overwriteOf(text: string): { address: string; path: string | null } {
  const at = text.indexOf(':');
  return at === -1 ? { address: text, path: null } : { address: text.slice(0, at), path: text.slice(at + 1) };
}
