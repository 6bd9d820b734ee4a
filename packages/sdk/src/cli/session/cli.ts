import type { Command } from 'commander';
import type { Groundwork } from '../../index.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import type { ExitCode } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import type { Colors, Terminal } from '../terminal.ts';
import { connect } from './connect.ts';

export interface GlobalFlags {
  url?: string;
  profile?: string;
  json?: boolean;
  ndjson?: boolean;
  input?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/** What a command works with. */
export interface Cli {
  terminal: Terminal;
  settings: Settings;
  /** Signed in; says how to sign in where nobody is. */
  groundwork: Groundwork;
  /** Whether a person can be asked. */
  mayAsk: boolean;
  format: 'text' | 'json' | 'ndjson';
  /** The command's one result: as text, for so many columns, or in the envelope. */
  print<T>(data: T, text: (data: T, colors: Colors, columns: number) => string): void;
  /** A line of a stream: said at once as NDJSON, and otherwise left to others. */
  emit(type: string, data: object): void;
  /** For the person who waits. */
  say(line: string): void;
  /** What a person has to know, also with --quiet. */
  warn(line: string): void;
  end(code: ExitCode): void;
}

/** Every line and every envelope carries it. It changes when something in it goes or changes its meaning. */
export const schemaVersion = 1;

/** What a run of the CLI shares with its one command. */
export interface Run {
  terminal: Terminal;
  exitCode: ExitCode;
  /** Once it is known. */
  command: string;
  /** Where it asks and as whom, once that is known. */
  settings?: Settings;
}

export function openCli(run: Run, command: Command): Cli {
  const flags = command.optsWithGlobals<GlobalFlags>();
  const { terminal } = run;
  const name = commandName(command);
  run.command = name;
  const settings = readSettings(flags, terminal);
  const format = formatOf(flags);
  const line = (value: object) => terminal.out(`${JSON.stringify({ schemaVersion, ...value })}\n`);
  let client: Groundwork | undefined;
  run.settings = settings;
  const say = (text: string) => void (flags.quiet || terminal.err(endLine(printable(text))));
  const warn = (text: string) => {
    const { yellow, bold } = terminal.errColors;
    terminal.err(`${yellow(bold('Warning:'))} ${endLine(printable(text))}`);
  };
  const trace = (text: string) => void (flags.verbose && terminal.err(endLine(printable(text))));
  return {
    terminal,
    settings,
    get groundwork() {
      client ??= connect(settings, { trace, say, warn });
      return client;
    },
    say,
    warn,
    mayAsk: terminal.isInteractive && flags.input !== false && format === 'text',
    format,
    print(data, text) {
      if (format === 'json')
        terminal.out(`${JSON.stringify({ schemaVersion, command: name, ok: true, data }, null, 2)}\n`);
      else if (format === 'ndjson') line({ type: 'result', command: name, data });
      else terminal.out(endLine(text(printable(data), terminal.outColors, terminal.outColumns())));
    },
    emit(type, data) {
      if (format === 'ndjson') line({ type, ...data });
    },
    end(code) {
      run.exitCode = code;
    },
  };
}

export const formatOf = ({ json, ndjson }: GlobalFlags): Cli['format'] => (ndjson ? 'ndjson' : json ? 'json' : 'text');

/** `blueprint push` */
export function commandName(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.join(' ');
}

const endLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
