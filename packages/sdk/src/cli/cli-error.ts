import { type ExitCode, exitCodes } from './exit-codes.ts';

export interface CliErrorFacts {
  /** In capitals, for scripts. */
  code?: string;
  exitCode?: ExitCode;
  /** Where it is wrong: `file:line:column` and what it says there, line by line. */
  where?: readonly string[];
  /** The command to type next. */
  next?: string;
}

/** What this side refuses, before or beside the server. The message says what happened and why. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly where: readonly string[];
  readonly next: string | null;

  constructor(message: string, { code = 'USAGE', exitCode = exitCodes.failed, where = [], next }: CliErrorFacts = {}) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
    this.where = where;
    this.next = next ?? null;
  }
}

export const interrupted = (message: string): CliError =>
  new CliError(message, { code: 'INTERRUPTED', exitCode: exitCodes.interrupted });
