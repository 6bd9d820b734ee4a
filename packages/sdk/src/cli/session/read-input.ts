import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';

/** A file's text; `-`: what comes on stdin. */
export async function readInput(terminal: Terminal, path: string): Promise<string> {
  if (path === '-') return terminal.readStdin();
  try {
    return readFileSync(resolve(terminal.cwd, path), 'utf8');
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : messageOf(error);
    throw new CliError(`${path} cannot be read: ${why}.`, { code: 'FILE_UNREADABLE', where: [path] });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
