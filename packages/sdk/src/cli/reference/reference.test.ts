import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createProgram } from '../create-program.ts';
import { processTerminal } from '../terminal.ts';
import { renderReference } from './render-reference.ts';
import { referenceFile } from './write-reference.ts';

// The formatter lines the columns of tables up; words are compared.
const words = (text: string): string => text.replaceAll(/[ -]+/g, ' ');

test('docs/cli.md says what the commands say: else run packages/sdk/src/cli/reference/write-reference.ts', () => {
  const program = createProgram({ terminal: processTerminal(), exitCode: 0, command: '' });
  expect(words(readFileSync(referenceFile, 'utf8'))).toBe(words(renderReference(program)));
});

test('every command of the contract is there', () => {
  const program = createProgram({ terminal: processTerminal(), exitCode: 0, command: '' });
  const promised =
    'login logout whoami accounts blueprint capture plan apply drift rollback rollout jobs logs doctor completion';
  expect(program.commands.map((command) => command.name())).toEqual(expect.arrayContaining(promised.split(' ')));
  const of = (name: string) => program.commands.find((command) => command.name() === name)?.commands ?? [];
  const below = (name: string) => of(name).map((command) => command.name());
  expect(below('blueprint')).toEqual(expect.arrayContaining(['list', 'show', 'push', 'validate', 'diff']));
  expect(below('rollout')).toEqual(expect.arrayContaining(['create', 'start', 'status', 'follow']));
});
