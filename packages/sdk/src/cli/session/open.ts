import type { Command } from 'commander';
import type { Cli } from './cli.ts';

/** Gives a command what it works with, once it runs. */
export type Open = (command: Command) => Cli;
