import { chmod, lstat, mkdtemp, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { ensureDatabases, startPostgres } from './index.ts';

const isRoot = process.getuid?.() === 0;

async function temporary(mode: number) {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-embedded-'));
  await chmod(folder, mode);
  removeAfterwards(folder);
  return { dataDir: join(folder, 'postgres'), logFile: join(folder, 'postgres.log'), password: 'p/ss:word', folder };
}

/** When what was started over it has been stopped: the last to be told goes first. */
const removeAfterwards = (folder: string) => onTestFinished(() => rm(folder, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

test('runs as this user, keeps its data and its port over a restart', async () => {
  const place = await temporary(0o755);
  const first = await startPostgres(place);
  await ask(first.adminUrl, 'CREATE TABLE kept AS SELECT 1 AS value');
  expect(await ask(first.adminUrl, 'SELECT datcollate, datlocprovider FROM pg_database LIMIT 1')).toMatchObject({
    datlocprovider: 'b',
  });
  await first.stop();

  const second = await startPostgres(place);
  onTestFinished(() => second.stop());
  expect(second.port).toBe(first.port);
  expect(await ask(second.adminUrl, 'SELECT value FROM kept')).toEqual({ value: 1 });
  expect(await ask(second.adminUrl, "SELECT setting FROM pg_settings WHERE name = 'listen_addresses'")).toEqual({
    setting: '127.0.0.1',
  });
});

test("refuses the API's role at the OAuth service's database", async () => {
  const server = await startPostgres(await temporary(0o755));
  onTestFinished(() => server.stop());
  const [api = '', oauth = ''] = await ensureDatabases(server.adminUrl, [
    { database: 'groundwork', role: 'groundwork_api', password: 'a' },
    { database: 'groundwork_oauth', role: 'groundwork_oauth', password: 'o' },
  ]);
  await ask(api, 'CREATE TABLE mine ()');
  await ask(oauth, 'CREATE TABLE mine ()');

  const trespass = new URL(api);
  trespass.pathname = '/groundwork_oauth';
  await expect(ask(trespass.href, 'SELECT 1')).rejects.toThrow('permission denied for database "groundwork_oauth"');
  trespass.pathname = '/postgres';
  await expect(ask(trespass.href, 'SELECT 1')).rejects.toThrow('permission denied');
});

test('takes over from a server whose supervisor was killed', async () => {
  const place = await temporary(0o755);
  const script = `import { startPostgres } from ${JSON.stringify(join(dirname(fileURLToPath(import.meta.url)), 'index.ts'))};
    const { adminUrl } = await startPostgres(${JSON.stringify(place)}); console.log(adminUrl);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [adminUrl] = (await once(holder.stdout, 'data')) as [Buffer];
  await ask(adminUrl.toString().trim(), 'CREATE TABLE kept AS SELECT 1 AS value');
  holder.kill('SIGKILL');

  const next = await startPostgres(place);
  onTestFinished(() => next.stop());
  expect(await ask(next.adminUrl, 'SELECT value FROM kept')).toEqual({ value: 1 });
});

test('is started again after it was killed, at the same address and with its data', async () => {
  const place = await temporary(0o755);
  const server = await startPostgres(place);
  onTestFinished(() => server.stop());
  await ask(server.adminUrl, 'CREATE TABLE kept AS SELECT 1 AS value');
  const pid = Number((await readFile(join(place.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => ask(server.adminUrl, 'SELECT value FROM kept').catch(() => null)).toEqual({ value: 1 });
});

test('starts over a stale pid file whose pid now belongs to something else', async () => {
  const place = await temporary(0o755);
  await (await startPostgres(place)).stop();
  await writeFile(join(place.dataDir, 'postmaster.pid'), `${process.pid}\n${place.dataDir}\n`);

  const server = await startPostgres(place);
  await server.stop();
  await expect(lstat(join(place.dataDir, 'postmaster.pid'))).rejects.toThrow('ENOENT');
});

test('ends by itself, and removes its folder when asked to, after its supervisor was killed', async () => {
  const place = await temporary(0o755);
  const options = { ...place, removeAfterwards: place.folder };
  const script = `import { startPostgres } from ${JSON.stringify(join(dirname(fileURLToPath(import.meta.url)), 'index.ts'))};
    await startPostgres(${JSON.stringify(options)}); console.log('up');`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const pid = Number((await readFile(join(place.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  holder.kill('SIGKILL');

  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect
    .poll(
      () =>
        lstat(place.dataDir).then(
          () => 'there',
          () => 'gone',
        ),
      { timeout: 60_000 },
    )
    .toBe('gone');
});

test('says in one line why it could not start and where the log is', async () => {
  const place = await temporary(0o755);
  const broken = startPostgres({ ...place, settings: { max_connections: 'many' } });
  await expect(broken).rejects.toThrow(/PostgreSQL did not start: .*max_connections.* \(log: .*postgres\.log\)$/);
});

test('refuses data made with another password', async () => {
  const place = await temporary(0o755);
  await (await startPostgres(place)).stop();
  await expect(startPostgres({ ...place, password: 'another' })).rejects.toThrow('secrets.json');
});

test.runIf(isRoot)('as root moves data to a place that nobody can reach, and says so', async () => {
  const place = await temporary(0o700);
  const said: string[] = [];
  const server = await startPostgres({ ...place, log: (line) => said.push(line) });
  removeAfterwards(await realpath(place.dataDir));
  await server.stop();

  expect(await readlink(place.dataDir)).toMatch(/^\/var\/lib\/groundwork\//);
  expect(said.join('\n')).toContain(await readlink(place.dataDir));
  await (await startPostgres(place)).stop();
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
