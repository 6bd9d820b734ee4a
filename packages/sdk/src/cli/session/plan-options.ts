import type { Command } from 'commander';
import { many, withVariables } from './options.ts';

export const withPlanOptions = (command: Command): Command =>
  withVariables(
    command
      .addOption(many('--account <account>', 'its name or id, else that of groundwork.yaml'))
      .option('--file <file>', 'push this file first and plan what it became'),
  )
    .addOption(many('--only <address>', 'plan this resource alone, and what it needs'))
    .addOption(many('--overwrite <address[:path]>', 'overwrite what a client has edited there'))
    .option('--destroy', 'plan to remove what the blueprint made');
