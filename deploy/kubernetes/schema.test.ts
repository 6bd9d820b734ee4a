import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { CronJob, Job } from 'kubernetes-models/batch/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, PersistentVolumeClaim, Service } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { type Manifest, readManifests } from './read-manifests.ts';
import { unreadFields } from './unread-fields.ts';

/** Made from the OpenAPI files that Kubernetes publishes. */
const models = [
  ConfigMap,
  CronJob,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  Namespace,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Service,
  StatefulSet,
];

/** Throws where a field is missing or of another type; answers the fields that Kubernetes does not know. */
function unknownFields(given: Manifest): string[] {
  const model = models.find(({ apiVersion, kind }) => apiVersion === given.apiVersion && kind === given.kind);
  if (!model) throw new Error(`Kubernetes has no ${given.apiVersion} ${given.kind}, or this test does not know it.`);
  return unreadFields(Object.assign(new model(), given), (watched) => watched.validate());
}

const manifests = readManifests().map((given) => ({ given, name: `${given.kind} ${given.metadata.name}` }));

test.each(manifests)('$name is what Kubernetes takes, and has no field that it does not know', ({ given }) => {
  expect(unknownFields(given)).toEqual([]);
});

const probed = (probe: Record<string, unknown>): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: { containers: [{ name: 'api', image: 'api', readinessProbe: probe }] },
    },
  },
});

test('a misspelt field, a missing one and one of another type would be found', () => {
  expect(unknownFields(probed({ httpGet: { port: 'http', path: '/' } }))).toEqual([]);
  expect(unknownFields(probed({ httpGet: { port: 'http', pth: '/' } }))).toEqual([
    '/spec/template/spec/containers/0/readinessProbe/httpGet/pth',
  ]);
  expect(() => unknownFields(probed({ httpGet: { path: '/' } }))).toThrow(/required property/);
  expect(() => unknownFields(probed({ periodSeconds: '5' }))).toThrow(/must be integer/);
});
