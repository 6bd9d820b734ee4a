import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../scripts/root.ts';

/** What the browser can be sent, file by file. */
let chunks: Rolldown.OutputChunk[];

beforeAll(async () => {
  const built = await build({ root: join(root, 'apps/web'), logLevel: 'silent', build: { write: false } });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  chunks = outputs.flatMap(({ output }) => output.filter((file) => file.type === 'chunk'));
});

const modulesIn = (sent: readonly Rolldown.OutputChunk[], pattern: RegExp) =>
  sent.flatMap(({ moduleIds }) => moduleIds).filter((id) => pattern.test(id));

/** The files with all that they import at once; what they fetch later is not among them. */
function withImports(names: readonly string[]): Rolldown.OutputChunk[] {
  const found = new Set(names);
  for (const name of found)
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) found.add(next);
  return chunks.filter(({ fileName }) => found.has(fileName));
}

test('the pages take only types from the API, and nothing from behind it', () => {
  expect(modulesIn(chunks, /./).length).toBeGreaterThan(100);
  expect(modulesIn(chunks, /\/packages\/(api|core|db|integrations|ghl-sandbox)\//)).toEqual([]);
  expect(modulesIn(chunks, /\/apps\/(server|oauth)\//)).toEqual([]);
  expect(modulesIn(chunks, /\/node_modules\/(fastify|kysely|pg|pg-boss|undici|arctic|openai)\//)).toEqual([]);
});

test('no page waits for a schema library, a YAML library or the editor: they come once a part of it needs them', () => {
  const entries = chunks.filter(({ isEntry }) => isEntry);
  const pages = withImports(entries.flatMap(({ fileName, dynamicImports }) => [fileName, ...dynamicImports]));
  expect(modulesIn(pages, /\/routes\/(new-blueprint|compare|jobs)\.tsx/)).toHaveLength(3);
  const late = /\/node_modules\/(zod|yaml|@codemirror|@lezer|react-markdown)\//;
  expect(modulesIn(pages, late)).toEqual([]);
  expect(modulesIn(chunks, late).length).toBeGreaterThan(0);
});
