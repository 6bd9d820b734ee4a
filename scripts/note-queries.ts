import { appendFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

type Query = (this: unknown, ...args: unknown[]) => unknown;

/** Loaded into the test processes of another release (`node --import`): notes each text that its PostgreSQL accepted. */
const folder = process.env['NOTE_QUERIES_TO'];
const database = join(process.cwd(), 'packages', 'db');
if (folder !== undefined && existsSync(join(database, 'node_modules', 'pg'))) {
  const load = createRequire(join(database, 'package.json'));
  const { Client } = load('pg') as { Client: { prototype: { query: Query } } };
  const file = join(folder, `${process.pid}-${threadId}`);
  const seen = new Set<string>();
  const note = (text: unknown): void => {
    if (typeof text !== 'string' || seen.has(text)) return;
    seen.add(text);
    appendFileSync(file, `${JSON.stringify(text)}\n`);
  };
  const { query } = Client.prototype;
  Client.prototype.query = function queryAndNote(...args) {
    const [config] = args;
    const text = typeof config === 'object' && config !== null && 'text' in config ? config.text : config;
    const result = query.apply(this, args);
    if (result instanceof Promise)
      result.then(
        () => note(text),
        () => {},
      );
    return result;
  };
}
