import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createProgram } from '../create-program.ts';
import { processTerminal } from '../terminal.ts';
import { renderReference } from './render-reference.ts';

/** `node packages/sdk/src/cli/reference/write-reference.ts`, after a command has changed. */
export const referenceFile = fileURLToPath(new URL('../../../../../docs/cli.md', import.meta.url));

if (import.meta.main) {
  const program = createProgram({ terminal: processTerminal(), exitCode: 0, command: '' });
  writeFileSync(referenceFile, renderReference(program));
  execFileSync('oxfmt', [referenceFile]);
}
