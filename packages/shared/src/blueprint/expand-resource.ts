import type { Issue } from '../errors.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import type { DeclaredResource } from './declared-resources.ts';
import { type Each, fillValues, type Scope, valueOf } from './fill-values.ts';
import { pathText } from './json-path.ts';
import { mapValue, textsOf } from './map-texts.ts';
import { instanceAddress, isInstanceKey, parseTemplate } from './template.ts';

export interface Instance {
  address: string;
  each: Each | null;
}

export interface Expanded {
  instances: Instance[];
  /** Addresses that `when` leaves out. */
  leftOut: string[];
  issues: Issue[];
}

/** The instances of one declared resource: by `forEach` as many as it has items, else one; without those that `when` leaves out. */
export function expandResource(declared: DeclaredResource, variables: Scope['variables']): Expanded {
  const expanded: Expanded = { instances: [], leftOut: [], issues: [] };
  const { address, meta } = declared;
  const report = (message: string, below: string) =>
    expanded.issues.push({ message, path: pathText([...declared.path, below]) });

  const seen = new Set<string>();
  for (const each of itemsOf(meta.forEach, variables)) {
    if (each && !isInstanceKey(each.key)) {
      report(
        `"${each.key}" cannot tell one of ${address} from the others: use 1 to 63 characters, none of " \\ { } $.`,
        'forEach',
      );
      continue;
    }
    if (each && seen.has(each.key)) {
      report(`"${each.key}" is named twice, and the instances of ${address} are told apart by it.`, 'forEach');
      continue;
    }
    if (each) seen.add(each.key);
    const scope = { variables, each };
    const missing = each ? missingAttribute(declared, scope) : null;
    if (missing !== null) report(`"${each?.key ?? ''}" has no ${missing}, which ${address} asks for.`, 'forEach');
    const own = each ? instanceAddress(address, each.key) : address;
    const isWanted = holds(meta.when, scope);
    if (isWanted === null) report('With these variables "when" is neither true nor false.', 'when');
    else if (isWanted) expanded.instances.push({ address: own, each });
    else expanded.leftOut.push(own);
  }
  return expanded;
}

function itemsOf(written: Json | undefined, variables: Scope['variables']): (Each | null)[] {
  if (written === undefined) return [null];
  const scope = { variables, each: null };
  const items = mapValue(written, (text) => fillValues(text, scope, true));
  if (isJsonList(items)) return items.map((item) => ({ key: wordOf(item), value: item }));
  return isJsonObject(items) ? Object.entries(items).map(([key, value]) => ({ key, value })) : [];
}

function holds(written: Json | undefined, scope: Scope): boolean | null {
  if (written === undefined) return true;
  const filled = mapValue(written, (text) => fillValues(text, scope, true));
  if (typeof filled === 'boolean') return filled;
  if (!isJsonObject(filled)) return null;
  const { value, in: among, notIn } = filled;
  // As texts: a number variable and the text a person wrote for it mean the same.
  const isAmong = (list: Json | undefined) => isJsonList(list) && list.map(wordOf).includes(wordOf(value ?? null));
  return notIn === undefined ? isAmong(among) : !isAmong(notIn);
}

/** The first `each.value.…` of the properties that this item lacks. */
function missingAttribute({ properties, meta }: DeclaredResource, scope: Scope): string | null {
  for (const { text } of textsOf([properties, meta.when ?? null]))
    for (const piece of parseTemplate(text))
      if (piece.type === 'each' && valueOf(piece, scope) === undefined) return `"${piece.attribute ?? piece.part}"`;
  return null;
}

const wordOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
