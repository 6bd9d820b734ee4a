import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readDockerfile } from '../docker/read-dockerfile.ts';
import { readManifests } from './read-manifests.ts';

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal('http') }) });
const container = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  envFrom: z.array(z.record(z.string(), z.object({ name: z.string() }))).default([]),
  ports: z.array(z.object({ containerPort: z.number() })).default([]),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }).optional(),
  resources: z.object({
    requests: z.object({ cpu: z.string(), memory: z.string() }),
    limits: z.object({ memory: z.string() }),
  }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
});
const workloadSchema = z.object({
  kind: z.enum(['Deployment', 'StatefulSet', 'Job', 'CronJob']),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.number().optional(),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number().min(1) }),
        terminationGracePeriodSeconds: z.number().optional(),
        containers: z.tuple([container]),
      }),
    }),
  }),
});
const documents = readManifests();
const ofKind = (kind: string) => documents.filter((document) => document.kind === kind);
/** What a CronJob makes is a Job like any other. */
const cronJobSchema = z.looseObject({ spec: z.object({ jobTemplate: z.object({ spec: z.unknown() }) }) });
const workloads = ['Deployment', 'StatefulSet', 'Job', 'CronJob'].flatMap(ofKind).map((document) => {
  const spec = document.kind === 'CronJob' ? cronJobSchema.parse(document).spec.jobTemplate.spec : document['spec'];
  return workloadSchema.parse({ ...document, spec });
});
const services = workloads.filter(({ kind }) => !kind.endsWith('Job'));
const podOf = ({ spec }: (typeof workloads)[number]) => spec.template.spec;

test('every workload runs without rights, asks for what it needs, and comes from a stage of the Dockerfile', () => {
  const stages = readDockerfile(join(import.meta.dirname, '../docker/Dockerfile'));
  expect(workloads.map(({ metadata }) => metadata.name).toSorted()).toEqual([
    'api',
    'backup-api',
    'backup-oauth',
    'migrate-api',
    'migrate-oauth',
    'oauth',
    'worker',
  ]);
  for (const workload of workloads) {
    const [{ image, command }] = podOf(workload).containers;
    const stage = stages.get(image.replace('groundwork/', ''));
    expect(`${podOf(workload).securityContext.runAsUser}`).toBe(stage?.user.split(':')[0]);
    const [, run] = /(bin\/\w+\.mjs)/.exec((command ?? stage?.command ?? []).join(' ')) ?? [];
    expect(run).toBe(workload.kind === 'CronJob' ? 'bin/backup.mjs' : stage?.command.at(-1));
  }
});

test('the kustomizations name every file and every image there is', () => {
  const named = ['', 'migrate', 'backup'].flatMap((folder) => {
    const { resources, images } = z
      .object({ resources: z.array(z.string()), images: z.array(z.object({ name: z.string() })) })
      .parse(parse(readFileSync(join(import.meta.dirname, folder, 'kustomization.yaml'), 'utf8')));
    return { files: resources.map((file) => join(folder, file)), images: images.map(({ name }) => name) };
  });
  const files = globSync('**/*.yaml', { cwd: import.meta.dirname }).filter(
    (file) => !file.endsWith('kustomization.yaml'),
  );
  expect(named.flatMap((one) => one.files).toSorted()).toEqual(files.toSorted());
  const used = new Set(workloads.map((workload) => podOf(workload).containers[0].image));
  expect(new Set(named.flatMap(({ images }) => images))).toEqual(used);
});

test('every service is probed, keeps all but one replica through a disruption, and is given the time it takes to end', () => {
  const budgets = ofKind('PodDisruptionBudget').map((one) =>
    z.object({ metadata: z.object({ name: z.string() }) }).parse(one),
  );
  expect(budgets.map(({ metadata }) => metadata.name).toSorted()).toEqual(['api', 'oauth', 'worker']);
  // The deadlines of apps/server/src/lifecycle.ts and apps/oauth/src/main.ts.
  const deadlineSeconds: Record<string, number> = { api: 15, worker: 15, oauth: 60 };
  for (const workload of services) {
    const [{ livenessProbe, readinessProbe, lifecycle }] = podOf(workload).containers;
    expect([livenessProbe?.httpGet.path, readinessProbe?.httpGet.path]).toEqual(['/health/live', '/health/ready']);
    const needed = (deadlineSeconds[workload.metadata.name] ?? Infinity) + (lifecycle?.preStop.sleep.seconds ?? 0);
    expect(podOf(workload).terminationGracePeriodSeconds).toBeGreaterThan(needed);
  }
  const root = join(import.meta.dirname, '../..');
  expect(readFileSync(join(root, 'apps/server/src/lifecycle.ts'), 'utf8')).toContain('deadlineMs = 15_000');
  expect(readFileSync(join(root, 'apps/oauth/src/main.ts'), 'utf8')).toContain('60_000).unref()');
});

const policySchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    podSelector: z.object({
      matchLabels: z.record(z.string(), z.string()).optional(),
      matchExpressions: z.array(z.object({ values: z.array(z.string()) })).optional(),
    }),
    egress: z.array(z.object({ to: z.array(z.unknown()) })).optional(),
  }),
});

test("only the OAuth service, its migrations and its backups reach its database, and hold its database's address", () => {
  const policies = ofKind('NetworkPolicy').map((policy) => policySchema.parse(policy));
  expect(policies.find(({ metadata }) => metadata.name === 'nothing-else')?.spec.podSelector).toEqual({});
  const reaching = policies.filter(({ spec }) => JSON.stringify(spec.egress ?? []).includes('groundwork-oauth'));
  expect(reaching.flatMap(({ spec }) => spec.podSelector.matchExpressions?.flatMap(({ values }) => values))).toEqual([
    'oauth',
    'migrate-oauth',
    'backup-oauth',
  ]);
  const holding = (secret: string) =>
    ['Deployment', 'StatefulSet', 'Job', 'CronJob']
      .flatMap(ofKind)
      .filter((workload) => JSON.stringify(workload).includes(secret))
      .map(({ metadata }) => metadata.name)
      .toSorted();
  expect(holding('oauth-secrets')).toEqual(['backup-oauth', 'migrate-oauth', 'oauth']);
  expect(holding('backup-secrets')).toEqual(['backup-api']);
});

test('every pod is one that a policy lets to its database', () => {
  const policies = ofKind('NetworkPolicy').map((policy) => policySchema.parse(policy));
  const reaching = policies
    .filter(({ spec }) => JSON.stringify(spec.egress ?? []).includes('"databases"'))
    .flatMap(({ spec }) => spec.podSelector.matchExpressions?.flatMap(({ values }) => values));
  const labels = workloads.map(({ spec }) => spec.template.metadata.labels['app.kubernetes.io/name']);
  expect(reaching).toHaveLength(labels.length);
  expect(new Set(reaching)).toEqual(new Set(labels));
});

test('what the API takes at most passes the ingress', () => {
  const app = readFileSync(join(import.meta.dirname, '../../apps/server/src/http/app.ts'), 'utf8');
  const [, mebibytes = ''] = /bodyLimitBytes = (\d+) \* 1024 \* 1024;/.exec(app) ?? [];
  const annotations = z.record(z.string(), z.string()).parse(ofKind('Ingress')[0]?.metadata['annotations']);
  expect(annotations['nginx.ingress.kubernetes.io/proxy-body-size']).toBe(`${mebibytes}m`);
});
