/** Commands of the documents that no test runs as they stand there, each with why, and where what they do is tested. */
export interface NotRun {
  command: RegExp;
  why: string;
  /** A test or a workflow; none: nothing of ours tests it, and the document says so. */
  where?: string;
}

export const notRun: NotRun[] = [
  { command: /^npm start$/, why: 'runs until it is stopped', where: 'scripts/instance.test.ts' },
  { command: /^npm run demo$/, why: 'has an instance of its own', where: 'e2e/another-ghl.test.ts' },
  { command: /^npm run pack$/, why: 'takes a while', where: 'packages/sdk/test/package.test.ts' },
  { command: /^npm run migrate$/, why: 'wants an empty database', where: 'apps/oauth/src/migrate.test.ts' },
  { command: /^npm run oauth$/, why: 'runs until it is stopped', where: 'apps/oauth/src/main.test.ts' },
  {
    command: /^npm run (backup|restore) -- oauth \//,
    why: 'wants a database and keys of its own',
    where: 'apps/oauth/src/backup/drill.test.ts',
  },
  {
    command: /^npm run (backup|restore) -- api \//,
    why: 'wants a database and keys of its own',
    where: 'scripts/api-backup.test.ts',
  },
  {
    command: /^GHL_CLIENT_ID=\S+ GHL_CLIENT_SECRET=\S+ node packages\/ghl-sandbox\/src\/main\.ts$/,
    why: 'runs until it is stopped',
    where: 'packages/ghl-sandbox/src/main.test.ts',
  },
  {
    command: /^tar -C "\$PRIMARY_DATA" /,
    why: 'wants two machines with PostgreSQL',
    where: 'e2e/standby/standby.test.ts',
  },
  {
    command: /^(BRIDGE_KEYS|API_RETURN_URLS|BRIDGE_AGENCIES|PUBLIC_URL|OAUTH_PUBLIC_URL|OAUTH_URLS)=/,
    why: 'a setting, no command',
    where: 'apps/oauth/src/bridge/bridge.test.ts',
  },
  {
    command: /^node deploy\/secrets\.ts /,
    why: 'writes the secrets of a deployment into this folder',
    where: 'deploy/compose.test.ts',
  },
  { command: /^npm run eval( -- (--offline|--json))?$/, why: 'takes a minute', where: 'scripts/eval.test.ts' },
  {
    command: /^OPENAI_API_KEY=\S+ npm (start|run eval)/,
    why: 'wants a key of OpenAI’s',
    where: 'scripts/eval.test.ts',
  },
  {
    command: /^node scripts\/boot\.mjs record /,
    why: 'runs the tests of another release',
    where: 'scripts/distil-statements.test.ts',
  },
  {
    command: /^KEY=\$\(npm run --silent cli -- keys create /,
    why: 'waits for a person in a browser',
    where: 'packages/sdk/src/cli/keys.test.ts',
  },
  { command: /^docker compose /, why: 'wants Docker', where: 'deploy/compose.test.ts' },
  { command: /^install --directory /, why: 'wants to be root', where: 'deploy/compose.test.ts' },
  { command: /^kubectl /, why: 'wants a cluster', where: 'deploy/kubernetes/manifests.test.ts' },
];
