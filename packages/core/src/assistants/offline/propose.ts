import { type JsonObject, sameJson } from '@groundwork/shared';
import type { Proposal } from '@groundwork/shared/author';
import { addressOf, type Draft } from './draft.ts';

/** What turns the first draft into the second. */
export function propose(
  before: Draft,
  after: Draft,
  about: { name: string | null; description: string | null },
): Proposal {
  const old = new Map(before.resources.map((resource) => [addressOf(resource), resource.properties]));
  const kept = new Set(after.resources.map(addressOf));
  const dropped = after.resources.flatMap((resource) => {
    const held = old.get(addressOf(resource)) ?? {};
    return Object.keys(held).flatMap((key) => (key in resource.properties ? [] : [`${addressOf(resource)}.${key}`]));
  });
  return {
    ...about,
    variables: [...after.variables]
      .filter(([name, declaration]) => !sameJson({ ...before.variables.get(name) }, { ...declaration }))
      .map(([name, declaration]) => ownCopy({ name, ...declaration })),
    resources: after.resources
      .filter((resource) => !sameJson(old.get(addressOf(resource)) ?? null, resource.properties))
      .map(({ kind, name, properties }) => ownCopy({ kind, address: name, ...properties })),
    remove: [
      ...[...before.variables.keys()].filter((name) => !after.variables.has(name)).map((name) => `var.${name}`),
      ...[...old.keys()].filter((address) => !kept.has(address)),
      ...dropped,
    ],
  };
}

/** Parts of two resources that are one object would be written as an anchor and its aliases, which no blueprint may hold. */
const ownCopy = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
