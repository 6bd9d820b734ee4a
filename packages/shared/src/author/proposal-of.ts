import type { Blueprint } from '../blueprint/types.ts';
import type { JsonObject } from '../json.ts';
import { isKindName } from '../kinds/registry.ts';
import type { Proposal } from './types.ts';

/** The proposal that makes this blueprint of an empty text; of another, one that says what this one does. */
export const proposalOf = ({ name, description, variables, resources }: Blueprint): Proposal => ({
  name,
  description: description ?? null,
  variables: Object.entries(variables).map(([variable, declared]): JsonObject => ({ name: variable, ...declared })),
  resources: Object.entries(resources).flatMap(([kind, ofKind]) =>
    isKindName(kind) ? Object.entries(ofKind).map(([address, said]) => ({ kind, address, ...said })) : [],
  ),
  remove: [],
});
