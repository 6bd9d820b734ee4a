import { asTemplate } from '../blueprint/references.ts';
import type { Json } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';

/** A value of an account as a blueprint writes it; texts are templates there. Undefined: a blueprint has no form for it. */
export function writtenForm(kind: KindName, path: string, value: Json): Json | undefined {
  if (value === null) return null;
  const [attribute = ''] = path.split(/[.[]/);
  const form = kinds[kind].written && attribute === path ? kinds[kind].written(attribute, value) : value;
  return form === null ? undefined : asTemplate(form);
}
