import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../build/build.ts';

const run = promisify(execFile);

/** An empty folder outside the workspace, into which the packed package was installed as anybody would. */
export interface OutsideProject {
  folder: string;
  /** What was installed. */
  tarball: string;
  /** The files whose code is in it. */
  bundled: readonly string[];
  /** By major release, the program. */
  nodes: ReadonlyMap<number, string>;
  run(command: string, args: string[], env?: Record<string, string>): Promise<string>;
  write(name: string, text: string): void;
  close(): void;
}

/** `more` is installed beside it, and those releases of Node that this machine does not have. */
export async function openOutsideProject(more: string[], majors: number[]): Promise<OutsideProject> {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-outside-'));
  const nodes = new Map<number, string>();
  const built = join(folder, 'built');
  const bundled = await build(built);
  const project: OutsideProject = {
    folder,
    tarball: join(folder, 'package.tgz'),
    bundled,
    nodes,
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
  for (const major of majors) nodes.set(major, (await findNode(major)) ?? join(folder, fetched(major)));
  const missing = majors.filter((major) => nodes.get(major)?.startsWith(folder));
  const [name = ''] = (await project.run('npm', ['pack', built, '--pack-destination', folder, '--silent'])).split('\n');
  renameSync(join(folder, name), project.tarball);
  project.write('package.json', '{ "name": "outside", "private": true, "type": "module" }\n');
  const wanted = [...more, ...missing.map((major) => `node-${major}@npm:${nodePackage}@${major}`)];
  await project.run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', project.tarball, ...wanted]);
  rmSync(built, { recursive: true });
  return project;
}

const nodePackage = `node-${process.platform}-${process.arch}`;
const fetched = (major: number): string => join('node_modules', `node-${major}`, 'bin', 'node');

async function findNode(major: number): Promise<string | undefined> {
  const places = [
    process.execPath,
    ...(process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, 'node')),
  ];
  for (const node of places) if (existsSync(node) && (await versionOf(node)).startsWith(`v${major}.`)) return node;
  return undefined;
}

const versionOf = async (node: string): Promise<string> => (await run(node, ['--version'])).stdout;
