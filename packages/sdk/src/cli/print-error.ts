import { GroundworkError, type Issue } from '../index.ts';
import { CliError } from './cli-error.ts';
import type { Settings } from './config/settings.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { printable } from './printable.ts';
import { schemaVersion } from './session/cli.ts';
import type { Terminal } from './terminal.ts';

interface Told {
  code: string;
  message: string;
  where: readonly string[];
  next: string | null;
  requestId: string | null;
  retryable: boolean;
  exitCode: ExitCode;
}

/** What happened, where, why and what next; for scripts also in the envelope on stdout. */
export function printError(
  error: unknown,
  {
    terminal,
    format,
    command,
    settings,
  }: { terminal: Terminal; format: 'text' | 'json' | 'ndjson'; command: string; settings?: Settings | undefined },
): ExitCode {
  const { exitCode, ...told } = tell(error, settings);
  if (format === 'json')
    terminal.out(`${JSON.stringify({ schemaVersion, command, ok: false, error: told }, null, 2)}\n`);
  if (format === 'ndjson') terminal.out(`${JSON.stringify({ schemaVersion, type: 'error', command, error: told })}\n`);
  const { red, bold, dim } = terminal.errColors;
  const { message, where, next, requestId } = printable(told);
  const lines = [
    // Who interrupts knows that, and made no mistake.
    exitCode === exitCodes.interrupted ? message : `${red(bold('Error:'))} ${message}`,
    ...where.map((place) => `  ${dim('at')} ${place}`),
    ...(next === null ? [] : [`  ${dim('next')} ${next}`]),
    ...(requestId === null ? [] : [`  ${dim('request')} ${requestId}`]),
  ];
  terminal.err(`${lines.join('\n')}\n`);
  return exitCode;
}

function tell(error: unknown, settings: Settings | undefined): Told {
  if (error instanceof CliError) {
    const { code, message, where, next, exitCode } = error;
    return { code, message, where, next, requestId: null, retryable: false, exitCode };
  }
  if (error instanceof GroundworkError) {
    const { code, message, requestId, retryable } = error;
    const isSignIn = code === 'UNAUTHORIZED';
    return {
      code,
      message,
      where: isNoAnswer(code) && settings ? [settings.url] : error.issues.map((issue) => showIssue(issue)),
      next: isSignIn ? signInAgain(settings) : isNoAnswer(code) ? 'groundwork doctor' : null,
      requestId,
      retryable,
      exitCode: isSignIn ? exitCodes.notSignedIn : exitCodes.failed,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'INTERNAL',
    message: `${message} (a fault of this CLI: please report it)`,
    where:
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .slice(1, 4)
            .map((line) => line.trim().replace(/^at /, ''))
        : [],
    next: 'groundwork doctor --bundle groundwork-doctor.json',
    requestId: null,
    retryable: false,
    exitCode: exitCodes.failed,
  };
}

/** What is kept by a sign-in does nothing as long as the environment holds a key. */
const signInAgain = (settings: Settings | undefined): string =>
  settings?.keyFrom === 'environment' ? 'unset GROUNDWORK_API_KEY && groundwork login' : 'groundwork login';

export const isNoAnswer = (code: unknown): boolean =>
  code === 'UNREACHABLE' || code === 'TIMED_OUT' || code === 'BAD_ANSWER';

/** `clinic.yaml:12:3 resources.tag.vip: …` */
export function showIssue({ at, path, message }: Issue, file?: string): string {
  const place = [file, at?.line, at?.column].filter((part) => part !== undefined).join(':');
  return [place, path ? `${path}:` : '', message].filter((part) => part !== '').join(' ');
}
