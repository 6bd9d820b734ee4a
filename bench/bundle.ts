import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Rolldown } from 'vite';
import { root } from '../scripts/root.ts';
import { row } from './row.ts';
import type { Row } from './row.ts';

/** What `/` shows to who is signed in: the list of accounts. It is fetched by the router, not imported by the entry. */
const firstRoute = /\/routes\/accounts\.tsx$/;
/** The chunk of vite.config.ts that holds libraries and nothing of ours. */
const libraries = 'vendor';

/**
 * What a browser loads before the first route is shown, gzipped one by one: entry and shell, page, all that these
 * import, and the styles. Beside it the libraries in it alone: React, the router, React Query and the tRPC client.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const result = await build({ root: join(root, 'apps/web'), logLevel: 'silent', build: { write: false } });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  const files = outputs.flatMap(({ output }): (Rolldown.OutputAsset | Rolldown.OutputChunk)[] => output);
  const chunks = files.filter((file) => file.type === 'chunk');
  const styles = files.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
  const pages = chunks.filter(({ moduleIds }) => moduleIds.some((id) => firstRoute.test(id)));
  if (pages.length === 0) throw new Error('the build holds no first route: has its file another name?');
  const first = withImports([...chunks.filter(({ isEntry }) => isEntry), ...pages], chunks);
  const ofLibraries = first.filter(({ name }) => name === libraries);
  if (ofLibraries.length === 0) throw new Error('the chunk of the libraries has another name.');
  log(`${first.length} scripts and ${styles.length} styles; all ${chunks.length} scripts: ${kilobytes(chunks)} kB`);
  return [
    row({
      name: 'bundle',
      value: kilobytes([...first, ...styles]),
      unit: 'kB',
      reference: kilobytes(ofLibraries),
    }),
  ];
}

function withImports(from: readonly Rolldown.OutputChunk[], chunks: readonly Rolldown.OutputChunk[]) {
  const names = new Set(from.map(({ fileName }) => fileName));
  for (const name of names)
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) names.add(next);
  return chunks.filter(({ fileName }) => names.has(fileName));
}

const kilobytes = (files: readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[]): number =>
  Math.round(
    files.reduce((sum, file) => sum + gzipSync(file.type === 'chunk' ? file.code : file.source).length, 0) / 1000,
  );
