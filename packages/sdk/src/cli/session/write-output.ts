import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';

export function writeOutput(terminal: Terminal, path: string, text: string): void {
  try {
    writeFileSync(resolve(terminal.cwd, path), text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(`${path} cannot be written: ${why}. Name a file in a folder that is there.`, {
      code: 'FILE_UNWRITABLE',
      where: [path],
    });
  }
}
