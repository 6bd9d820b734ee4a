import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../scripts/root.ts';

/** What the browser is sent, file by file. */
let modules: string[];

beforeAll(async () => {
  const built = await build({ root: join(root, 'apps/web'), logLevel: 'silent', build: { write: false } });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  modules = outputs.flatMap(({ output }) => output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])));
}, 60_000);

const sent = (pattern: RegExp) => modules.filter((id) => pattern.test(id));

test('the pages take only types from the API, and nothing from behind it', () => {
  expect(modules.length).toBeGreaterThan(100);
  expect(sent(/\/packages\/(api|core|db|integrations|ghl-sandbox)\//)).toEqual([]);
  expect(sent(/\/apps\/(server|oauth)\//)).toEqual([]);
  expect(sent(/\/node_modules\/(fastify|kysely|pg|pg-boss|undici|arctic)\//)).toEqual([]);
});

test('no schema or YAML library is loaded before a page needs one', () => {
  expect(sent(/\/node_modules\/(zod|yaml)\//)).toEqual([]);
});
