import { execFile } from 'node:child_process';
import { cp, lchown, mkdir, readFile, stat } from 'node:fs/promises';
import { join, matchesGlob, relative } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/root.ts';
import type { Stage, Step } from './read-dockerfile.ts';

/** Whoever runs the steps: `nobody` where we are root, else ourselves. */
export const ordinary: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const run = promisify(execFile);

/** Follows COPY, RUN and WORKDIR of a stage under `<folder>/<stage>`, as its user would. Returns the folder it ends in. */
export async function followSteps(
  stage: Stage,
  { folder, environment }: { folder: string; environment: Record<string, string> },
): Promise<string> {
  const at = join(folder, stage.name);
  let workFolder = at;
  for (const step of stage.steps) {
    if (step.keyword === 'WORKDIR') workFolder = join(at, step.path);
    await mkdir(workFolder, { recursive: true });
    await give([workFolder]);
    if (step.keyword === 'RUN')
      await run('/bin/sh', ['-c', step.command], {
        ...ordinary,
        cwd: workFolder,
        env: { ...environment, ...stage.env },
        maxBuffer: 1 << 26,
      });
    if (step.keyword === 'COPY')
      for (const source of step.sources) await give(await copy(step, { source, folder, workFolder }));
  }
  return workFolder;
}

type Copy = Extract<Step, { keyword: 'COPY' }>;

/** Of a folder its contents, of a file the file. Returns what it made. */
async function copy(
  { from, target }: Copy,
  { source, folder, workFolder }: { source: string; folder: string; workFolder: string },
): Promise<string[]> {
  const made: string[] = [];
  const isIgnored = from === null ? await readIgnored() : () => false;
  const path = from === null ? join(root, source) : join(folder, from, source);
  const isFolder = (await stat(path)).isDirectory();
  await cp(path, join(workFolder, target, isFolder ? '' : source), {
    recursive: true,
    filter(file, copied) {
      if (isIgnored(relative(root, file))) return false;
      made.push(copied);
      return true;
    },
  });
  return made;
}

/** What .dockerignore keeps out of a build. */
async function readIgnored(): Promise<(path: string) => boolean> {
  const lines = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n');
  const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return (path) => patterns.some((pattern) => matchesGlob(path, pattern));
}

/** An image's files belong to root and are read by all; here whoever runs them must be able to write where RUN writes. */
async function give(paths: string[]): Promise<void> {
  const { uid, gid } = ordinary;
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) await lchown(path, uid, gid);
}
