import { type BlueprintVersionView, GroundworkError } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { showIssue } from '../print-error.ts';
import type { Cli } from './cli.ts';
import { readInput } from './read-input.ts';

/** What is wrong in the text is told by the file's own lines. */
export async function pushBlueprint(cli: Cli, file: string): Promise<BlueprintVersionView> {
  const source = await readInput(cli.terminal, file);
  try {
    return await cli.groundwork.blueprints.save(source);
  } catch (error) {
    if (!(error instanceof GroundworkError) || error.issues.length === 0) throw error;
    throw new CliError(error.message, {
      code: error.code,
      where: error.issues.map((issue) => showIssue(issue, file)),
      next: `groundwork blueprint validate ${file}`,
    });
  }
}
