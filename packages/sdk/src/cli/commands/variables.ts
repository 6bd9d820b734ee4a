import type { Command } from 'commander';
import type { Open } from '../session/open.ts';
import { addVariablesList } from './variables-list.ts';
import { addVariablesResolve } from './variables-resolve.ts';
import { addVariablesSet } from './variables-set.ts';
import { addVariablesUnset } from './variables-unset.ts';

export function addVariables(program: Command, open: Open): void {
  const variables = program
    .command('variables')
    .description('values that blueprints are filled with: list, set, unset them, or see which one wins');
  addVariablesList(variables, open);
  addVariablesSet(variables, open);
  addVariablesUnset(variables, open);
  addVariablesResolve(variables, open);
}
