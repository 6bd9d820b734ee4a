import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../build/build.ts';

const run = promisify(execFile);

/** An empty folder outside the workspace, into which the packed package was installed as anybody would. */
export interface OutsideProject {
  folder: string;
  run(command: string, args: string[], env?: Record<string, string>): Promise<string>;
  write(name: string, text: string): void;
  close(): void;
}

/** `more` is installed beside it. */
export async function openOutsideProject(more: string[]): Promise<OutsideProject> {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-outside-'));
  const project: OutsideProject = {
    folder,
    async run(command, args, env = {}) {
      try {
        const { stdout } = await run(command, args, { cwd: folder, env: { ...process.env, ...env } });
        return stdout;
      } catch (error) {
        const said = error instanceof Error && 'stdout' in error ? `\n${String(error.stdout)}` : '';
        throw new Error(`${command} ${args.join(' ')} failed: ${String(error)}${said}`, { cause: error });
      }
    },
    write: (name, text) => writeFileSync(join(folder, name), text),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
  const built = join(folder, 'built');
  await build(built);
  await project.run('npm', ['pack', built, '--pack-destination', folder]);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  project.write('package.json', '{ "name": "outside", "private": true, "type": "module" }\n');
  await project.run('npm', ['install', '--no-audit', '--no-fund', join(folder, tarball), ...more]);
  rmSync(built, { recursive: true });
  return project;
}

/** The machine's own Node of this release, else one from the registry. */
export async function findNode(project: OutsideProject, major: number): Promise<string> {
  for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(place, 'node');
    if (existsSync(node) && (await versionOf(node)).startsWith(`v${major}.`)) return node;
  }
  const name = `node-${process.platform}-${process.arch}`;
  await project.run('npm', ['install', '--no-audit', '--no-fund', `${name}@${major}`]);
  return join(project.folder, 'node_modules', name, 'bin', 'node');
}

const versionOf = async (node: string): Promise<string> => (await run(node, ['--version'])).stdout;
