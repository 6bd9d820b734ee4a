import type { BlueprintSummaryView, BlueprintVersionView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { keepNames } from '../completion/names.ts';
import type { Cli } from './cli.ts';

/** `name`, `name@3`, an id, or the project's where none is given. */
export async function findVersion(cli: Cli, wanted: string | undefined): Promise<BlueprintVersionView> {
  const { summary, version } = await findBlueprint(cli, wanted);
  const { blueprints } = cli.groundwork;
  if (version === null) return blueprints.get({ blueprintId: summary.id });
  const versions = await blueprints.versions(summary.id);
  const found = versions.find((one) => one.version === version);
  if (found) return blueprints.get({ versionId: found.id });
  throw new CliError(`"${summary.name}" has no version ${version}; its newest is ${summary.latestVersion}.`, {
    code: 'NOT_FOUND',
    next: `groundwork blueprint show ${JSON.stringify(summary.name)}`,
  });
}

export async function findBlueprint(
  cli: Cli,
  wanted = cli.settings.project.blueprint,
): Promise<{ summary: BlueprintSummaryView; version: number | null }> {
  if (wanted === undefined)
    throw new CliError('Which blueprint? Name it, or write blueprint: into groundwork.yaml.', {
      next: 'groundwork blueprint list',
    });
  const all = await listBlueprints(cli);
  const named = (text: string) => all.find(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase());
  const whole = named(wanted);
  if (whole) return { summary: whole, version: null };
  const parts = /^(.+)@v?(\d+)$/.exec(wanted);
  const summary = parts?.[1] === undefined ? undefined : named(parts[1]);
  if (summary) return { summary, version: Number(parts?.[2]) };
  throw new CliError(`There is no blueprint "${wanted}".`, {
    code: 'NOT_FOUND',
    where: all.slice(0, 10).map(({ name, latestVersion }) => `${name} (newest: v${latestVersion})`),
    next: 'groundwork blueprint list',
  });
}

export async function listBlueprints(cli: Cli): Promise<BlueprintSummaryView[]> {
  const all = await cli.groundwork.blueprints.list();
  keepNames(cli.terminal.env, { blueprints: all.map(({ name }) => name) });
  return all;
}
