import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticesFile } from '../build/third-parties.ts';
import { openInstance, type OpenInstance } from './open-instance.ts';
import { openOutsideProject, type OutsideProject } from './outside-project.ts';

let open: OpenInstance;
let project: OutsideProject;
beforeAll(async () => {
  // Neither waits for the other: one starts processes, the other bundles and downloads.
  const both = [
    openInstance().then((value) => (open = value)),
    openOutsideProject(['typescript@5.9', '@types/node@20'], [20, 24]).then((value) => (project = value)),
  ];
  // Whatever did open is closed, also when the other did not.
  await Promise.allSettled(both);
  await Promise.all(both);
}, 300_000);
afterAll(async () => {
  project?.close();
  await open?.instance.stop();
});

const strict = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    target: 'ES2022',
    module: 'NodeNext',
    types: ['node'],
    outDir: 'out',
  },
  include: ['*.ts'],
};

/** The package's own come first. */
const examples = () =>
  ['../README.md', '../../../README.md']
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .flatMap((text) => [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code));

const sample = `
import { createGroundwork, GroundworkError, type JobEvent } from '@groundwork/sdk';

const gw = createGroundwork({ url: process.env.GROUNDWORK_URL ?? '', apiKey: process.env.GROUNDWORK_API_KEY ?? '' });
const tags = Array.from({ length: 4 }, (_, index) => \`    t\${index}: { name: on \${process.version} \${index} }\`).join('\\n');
const version = await gw.blueprints.save(\`groundwork: 1\\nname: On \${process.version}\\nresources:\\n  tag:\\n\${tags}\\n\`);
const { accounts } = await gw.accounts.list();
const account = accounts.find(({ state }) => state === 'active');
if (!account) throw new Error('no account');
const plan = await gw.plans.create({ locationId: account.id, blueprintVersionId: version.id });
const job = await gw.jobs.start({ planId: plan.id });
const first: JobEvent[] = [];
for await (const event of gw.jobs.events(job.id)) if (first.push(event) === 3) break;
const rest: number[] = [];
for await (const event of gw.jobs.events(job.id, { after: first.at(-1)?.id })) rest.push(event.id);
const ended = await gw.waitForJob(job.id);
// @ts-expect-error A name that is wrong is an error: the types are not any.
void ended.stat;
const refused = await gw.jobs.get('nothing').catch((error: unknown) => error);
console.log(JSON.stringify({
  ids: [...first.map(({ id }) => id), ...rest],
  state: ended.state,
  cursor: ended.cursor,
  code: refused instanceof GroundworkError ? refused.code : null,
}));
`;

test('the installed package brings nothing along, and its types stand alone under the strictest settings', async () => {
  project.write('sample.ts', sample);
  for (const [index, text] of examples().entries()) project.write(`readme-${index}.ts`, text);
  project.write('tsconfig.json', JSON.stringify(strict));
  await project.run('npx', ['tsc']);
  expect(readdirSync(join(project.folder, 'node_modules', '@groundwork'))).toEqual(['sdk']);
  expect(
    readdirSync(join(project.folder, 'node_modules')).filter((name) => /^(@trpc|zod|eventsource)/.test(name)),
  ).toEqual([]);
});

test.each([20, 24])(
  'it runs on Node %i, and goes on with a job after the last event it saw',
  async (major) => {
    const node = project.nodes.get(major) ?? '';
    const environment = { GROUNDWORK_URL: open.url, GROUNDWORK_API_KEY: open.apiKey };
    const said = JSON.parse(await project.run(node, ['out/sample.js'], environment)) as {
      ids: number[];
      cursor: number;
    };
    expect(said).toMatchObject({ state: 'SUCCESS', code: 'BAD_REQUEST' });
    expect(said.ids).toEqual(Array.from({ length: said.cursor }, (_, index) => index + 1));
  },
  180_000,
);

test('the example of the README does what it says', async () => {
  const environment = { GROUNDWORK_URL: open.url, GROUNDWORK_API_KEY: open.apiKey };
  const lines = await project.run(process.execPath, ['out/readme-0.js'], environment);
  expect(lines).not.toBe('');
  // Once more there is nothing to do.
  expect(await project.run(process.execPath, ['out/readme-0.js'], environment)).toBe('');
});

test('the notices name every package whose code is bundled, with its terms', () => {
  const notices = readFileSync(join(project.folder, 'node_modules/@groundwork/sdk', noticesFile), 'utf8');
  const packages = project.bundled.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  const named = [...notices.matchAll(/^-{80}\n\n(\S+) \S+ \(/gm)].map(([, name]) => name);
  expect(new Set(packages).size).toBeGreaterThan(10);
  expect([...new Set(packages)].filter((name) => !named.includes(name))).toEqual([]);
  expect(notices.split('-'.repeat(80)).filter((one) => !/Copyright|^This package/.test(one))).toEqual([]);
});

test.each([
  ['publint', ['--strict'], 'All good!'],
  // Whoever still writes require() gets it from Node 20.19 on.
  ['attw', ['--profile', 'esm-only'], '🟢'],
])('%s finds nothing wrong with what is published', async (name, flags, well) => {
  const tool = fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
  expect(await project.run(tool, [project.tarball, ...flags])).toContain(well);
});

test('an import does nothing', async () => {
  project.write('import.js', "import '@groundwork/sdk';\nimport '@groundwork/sdk/testing';\n");
  expect(await project.run(process.execPath, ['import.js'])).toBe('');
});
