import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { root } from '../scripts/root.ts';
import { writeSecrets } from './secrets.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
/** What a service's schema names, at the beginning of a line of its object. */
const schemaOf = (app: string) => new Set(namesIn(read(`apps/${app}/src/env.ts`), /^ {2}([A-Z][A-Z_]+): /gm));
const api = schemaOf('server');
const oauth = schemaOf('oauth');

/** Set by `npm start` and by images alone. */
const ours = ['GHL_SANDBOX', 'NODE_ENV'];
/** Of `npm start`, which has a sandbox. */
const startOnly = ['SANDBOX_PORT'];
const [now = '', later = ''] = read('.env.example').split('# ── Named for what is to come.');
const example = namesIn(now, /^#([A-Z_]+)=/gm);

test('every variable of .env.example is read, and every one that is read stands there', () => {
  const known = [...api, ...oauth].filter((name) => !ours.includes(name)).concat(startOnly);
  expect(api.size).toBeGreaterThan(10);
  expect(oauth.size).toBeGreaterThan(10);
  expect([...new Set(example)].toSorted()).toEqual([...new Set(known)].toSorted());
});

test('what is named for later is read by nothing', () => {
  const names = namesIn(later, /^#([A-Z_]+)=/gm);
  expect(names).not.toEqual([]);
  expect(names.filter((name) => api.has(name) || oauth.has(name))).toEqual([]);
});

test('the guide of the OAuth service names what it reads, and nothing else', () => {
  const [, table = ''] = /## Environment\n([\s\S]*?)\n## /.exec(read('docs/oauth-service.md')) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) => namesIn(line.split('|')[1] ?? '', /`([A-Z_]+)`/g));
  const others = [...ours, 'DATABASE_URL', 'BACKUP_KEYS'];
  expect(named.toSorted()).toEqual([...oauth].filter((name) => !others.includes(name)).toSorted());
});

test('a deployment gives each service only what it reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-environment-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeSecrets(join(folder, 'secrets'), { publicUrl: 'https://a.example', oauthPublicUrl: 'https://b.example' });
  const given = readdirSync(join(folder, 'secrets'))
    .filter((file) => file.endsWith('.env'))
    .map((file): [string, string[]] => [
      file,
      Object.keys(parseEnv(readFileSync(join(folder, 'secrets', file), 'utf8'))),
    ]);
  const settings = z.object({ metadata: z.object({ name: z.string() }), data: z.record(z.string(), z.string()) });
  for (const document of parseAllDocuments(read('deploy/kubernetes/settings.yaml'))) {
    const { metadata, data } = settings.parse(document.toJS());
    given.push([metadata.name, Object.keys(data)]);
  }
  expect(given.length).toBeGreaterThan(5);
  for (const [where, names] of given) {
    const reader = /oauth|migrate/.test(where) ? oauth : api;
    expect({ where, unread: names.filter((name) => !reader.has(name)) }).toEqual({ where, unread: [] });
  }
});
