import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

const maxBytes = 20_000_000;

export type RoleLog = {
  /** A new process of the role begins. */
  begin(): void;
  follow(output: Readable): void;
  /** What the role complained about since its present process began. */
  complaints(): string | undefined;
};

/**
 * Writes a role's output to its file (the one before is kept as `.1`) and passes on warnings and errors, shortened. A file
 * that cannot be written is said once and stops nothing.
 */
export function openRoleLog(
  file: string,
  { complain, cannotWrite }: { complain: (line: string) => void; cannotWrite: (why: string) => void },
): RoleLog {
  let isSaid = false;
  const sayOnce = (error: unknown) => {
    if (!isSaid) cannotWrite(error instanceof Error ? error.message : String(error));
    isSaid = true;
  };
  // A stream that has failed ignores what is written to it: its lines are dropped until the next file.
  let stream = open(file, sayOnce);
  let bytes = 0;
  let present: string[] = [];
  return {
    begin: () => {
      present = [];
    },
    follow(output) {
      createInterface({ input: output, crlfDelay: Infinity }).on('line', (line) => {
        bytes += line.length + 1;
        if (bytes > maxBytes) {
          stream?.end();
          stream = open(file, sayOnce);
          bytes = line.length + 1;
        }
        stream?.write(`${line}\n`);
        const complaint = complaintOf(line);
        if (complaint === undefined) return;
        present.push(complaint);
        if (present.length > 20) present.shift();
        complain(complaint);
      });
    },
    complaints: () => (present.length > 0 ? present.map((line) => line.trim()).join(' · ') : undefined),
  };
}

function open(file: string, fail: (error: unknown) => void): WriteStream | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) renameSync(file, `${file}.1`);
    return createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', fail);
  } catch (error) {
    fail(error);
    return undefined;
  }
}

const pinoWarn = 40;

/** Of a pino line: its message from "warn" up. Of any other: the line, but for stack frames and Node's own decoration. */
export function complaintOf(line: string): string | undefined {
  const record = parseRecord(line);
  if (record) {
    if (Number(record.level ?? 0) < pinoWarn) return undefined;
    const cause = record.err;
    const detail = cause && typeof cause === 'object' && 'message' in cause ? `: ${String(cause.message)}` : '';
    return shorten(`${typeof record.msg === 'string' ? record.msg : 'warning'}${detail}`);
  }
  if (line.trim() === '' || /^\s+at |^node:|^\s*\^+\s*$|^Node\.js v|^\s*[{}\]]/.test(line)) return undefined;
  return shorten(line);
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text);
