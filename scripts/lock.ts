import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { processStart } from './process-start.ts';

/** One instance a data folder. Throws while another living process holds it; a dead one's lock is taken over. */
export function takeLock(dataDir: string): () => void {
  const file = join(dataDir, 'lock');
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid) });
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (linkOnce(draft, file)) return () => release(file, mine);
      const holder = livingHolder(file);
      if (holder !== undefined)
        throw new Error(
          `it already runs on ${dataDir} (pid ${holder}). Use that one, or stop it with Ctrl-C or "kill ${holder}".`,
        );
      rmSync(file, { force: true });
    }
    throw new Error(`another start is taking ${file} at this moment. Try again.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link appears whole or not at all: of two starts at once, one gets the lock. */
function linkOnce(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function livingHolder(file: string): number | undefined {
  try {
    const held: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!held || typeof held !== 'object' || !('pid' in held) || !('started' in held)) return undefined;
    const pid = Number(held.pid);
    return processStart(pid) === held.started ? pid : undefined;
  } catch {
    return undefined;
  }
}

function release(file: string, mine: string): void {
  try {
    if (readFileSync(file, 'utf8') === mine) rmSync(file);
  } catch {
    // Gone with the folder: nothing to release.
  }
}
