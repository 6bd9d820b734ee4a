import type { Json } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { BlueprintResourceView, VariableView } from '../views/index.ts';
import { declaredResources } from './declared-resources.ts';
import type { Blueprint } from './types.ts';

/** Resources in address order. A title may hold expressions, as written. */
export const resourceList = (blueprint: Blueprint): BlueprintResourceView[] =>
  declaredResources(blueprint as unknown as Json).map(({ address, kind, properties, meta }) => ({
    address,
    kind,
    title: kinds[kind].title(properties),
    properties,
    meta: Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== undefined)),
  }));

/** Variables in the order they were written in. */
export const variableList = (blueprint: Blueprint): VariableView[] =>
  Object.entries(blueprint.variables).map(([name, declaration]) => ({
    name,
    type: declaration.type,
    description: declaration.description ?? null,
    required: declaration.default === undefined,
    default: declaration.default ?? null,
    secret: declaration.secret ?? false,
  }));
