import type { DeclaredResource } from '../../blueprint/declared-resources.ts';
import { hasExpression } from '../../blueprint/template.ts';
import type { Lifecycle } from '../../blueprint/types.ts';
import { textOf } from '../../kinds/text-of.ts';
import type { Rule } from './types.ts';

/** From here on a text is one that somebody words, and a client words otherwise. */
const minProseLength = 60;

/** With a field goes what every contact holds in it, with a pipeline its opportunities. */
export const unprotected: Rule = ({ resources }) => {
  const open = resources.filter(
    (resource) =>
      (resource.kind === 'customField' || resource.kind === 'pipeline') &&
      isOwn(resource) &&
      lifecycleOf(resource).preventDestroy === undefined,
  );
  if (open.length === 0) return [];
  return [
    {
      title: 'Protect fields and pipelines from being deleted',
      why: 'Taken out of the blueprint, or changed in what GHL cannot change, a field is deleted with what contacts hold in it, and a pipeline with its opportunities. With preventDestroy they stay.',
      reason: 'risk',
      addresses: open.map(({ address }) => address),
      change: { resources: open.map((resource) => withLifecycle(resource, { preventDestroy: true })) },
    },
  ];
};

export const unseeded: Rule = ({ resources }) => {
  const worded = resources.filter(
    (resource) =>
      resource.kind === 'customValue' &&
      resource.meta.lifecycle === undefined &&
      isProse(textOf(resource.properties['value'])),
  );
  if (worded.length === 0) return [];
  return [
    {
      title: 'Leave texts to the client once they are there',
      why: 'Clients reword such texts. With manage: seed they are made once and are the client’s own afterwards, so that no plan speaks of them again.',
      reason: 'convention',
      addresses: worded.map(({ address }) => address),
      change: { resources: worded.map((resource) => withLifecycle(resource, { manage: 'seed' })) },
    },
  ];
};

/** One with something filled in shall follow what is filled in. */
const isProse = (text: string): boolean => text.length >= minProseLength && !hasExpression(text) && /\s/.test(text);

const withLifecycle = ({ kind, name }: DeclaredResource, lifecycle: Partial<Lifecycle>) => ({
  kind,
  address: name,
  lifecycle,
});

const lifecycleOf = ({ meta }: DeclaredResource) => (meta.lifecycle ?? {}) as Partial<Lifecycle>;

export const isOwn = (resource: DeclaredResource): boolean => (lifecycleOf(resource).manage ?? 'own') === 'own';
