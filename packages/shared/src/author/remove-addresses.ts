import { didYouMean } from '../blueprint/did-you-mean.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { objectAt, type OwnJson, put, takeOut, valueAt } from './json-edits.ts';

/**
 * Takes out of a document what stands at these addresses: `var.phone`, `tag.vip`, one attribute (`tag.vip.when`), or a property of its own
 * (`description`). Kinds that nobody knows can be taken out too. What is given `anew` keeps its place.
 */
export function removeAddresses(
  document: OwnJson,
  addresses: readonly string[],
  anew: ReadonlySet<string>,
  report: (message: string, path: string) => void,
): void {
  for (const address of addresses) {
    const path = pathOf(address);
    if (path !== null && valueAt(document, path) !== undefined)
      if (anew.has(address)) put(document, path, {});
      else takeOut(document, path);
    else if (!anew.has(address)) report(missing(document, address, path), 'remove');
  }
}

/** Of the path of one attribute. */
const attributeSteps = 4;
/** Without these it is no blueprint. */
const lasting: readonly string[] = ['groundwork', 'name', 'variables', 'resources'];

function pathOf(address: string): string[] | null {
  const [scope = '', name, attribute, ...more] = address.split('.');
  if (more.length > 0 || name === '') return null;
  if (name === undefined) return lasting.includes(scope) ? null : [scope];
  if (scope === 'var') return attribute === undefined ? ['variables', name] : null;
  return ['resources', scope, name, ...(attribute === undefined ? [] : [attribute])];
}

function missing(document: JsonObject, address: string, path: readonly string[] | null): string {
  if (path?.length === attributeSteps && valueAt(document, path.slice(0, -1)) !== undefined)
    return `${path.slice(1, -1).join('.')} does not say "${path.at(-1) ?? ''}", so there is nothing to take out.`;
  return `There is no ${address.slice(0, 120)} to take out.${didYouMean(address, addressesIn(document))}`;
}

const addressesIn = (document: JsonObject): string[] => [
  ...Object.keys(objectAt(document, ['variables'])).map((name) => `var.${name}`),
  ...Object.entries(objectAt(document, ['resources'])).flatMap(([kind, ofKind]) =>
    Object.keys(isJsonObject(ofKind) ? ofKind : {}).map((name) => `${kind}.${name}`),
  ),
];
