import { z } from 'zod';
import { didYouMean } from '../blueprint/did-you-mean.ts';
import type { Path } from '../blueprint/map-texts.ts';
import { knownKeys, namePattern } from '../blueprint/schema.ts';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { textOf } from '../kinds/text-of.ts';
import type { KindName } from '../kinds/types.ts';

/** A resource of a model's answer as a proposal holds it. Attributes that nobody knows are reported. */
export function readResource(
  kind: KindName,
  written: JsonObject,
  report: (message: string, path: Path) => void,
): JsonObject {
  const { kind: _, address, when, forEach, lifecycle, ...attributes } = written;
  const known = knownKeys(['resources', kind, 'any']);
  const required = requiredOf(kind);
  for (const attribute of Object.keys(attributes))
    if (!known.includes(attribute))
      report(
        `A ${kinds[kind].label.toLowerCase()} has no "${attribute.slice(0, 80)}".${didYouMean(attribute, known)} Known are ${known.join(', ')}.`,
        [attribute],
      );
  const name = addressName(kind, address);
  if (!namePattern.test(name))
    report(`Write the name half of ${kind}.name: lower-case letters, digits and underscores, a letter first.`, [
      'address',
    ]);
  const said = Object.entries(attributes)
    .filter(([attribute, value]) => required.has(attribute) || !isBlank(value))
    .map(([attribute, value]) => [attribute, withoutEmptyTexts(value)] as const);
  return {
    kind,
    address: name,
    ...Object.fromEntries(said),
    ...given('when', readWhen(when)),
    ...given('forEach', readForEach(forEach)),
    ...given('lifecycle', readLifecycle(lifecycle)),
  };
}

/** `tag.vip` and `VIP` are taken for `vip`: what is meant is plain. */
function addressName(kind: KindName, address: Json | undefined): string {
  const text = typeof address === 'string' ? address.trim() : '';
  const name = text.startsWith(`${kind}.`) ? text.slice(kind.length + 1) : text;
  return name
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
    .slice(0, 80);
}

const requiredOf = (kind: KindName): ReadonlySet<string> => {
  const { shape } = kinds[kind].schema as z.ZodObject;
  return new Set(Object.keys(shape).filter((attribute) => !(shape[attribute] instanceof z.ZodExactOptional)));
};

const given = (key: string, value: Json | undefined): JsonObject =>
  value === undefined || isBlank(value) ? {} : { [key]: value };

/** Models write these where they mean nothing. */
const isBlank = (value: Json): boolean =>
  value === '' || (isJsonList(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0);

const withoutBlanks = (value: Json | undefined): Json | undefined =>
  isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([, item]) => !isBlank(item))) : value;

/** In parts of lists, too: no attribute of a part takes an empty text. */
function withoutEmptyTexts(value: Json): Json {
  if (isJsonList(value)) return value.map(withoutEmptyTexts);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== '');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutEmptyTexts(item)]));
}

/** Models spell out what is so anyway. */
function readLifecycle(written: Json | undefined): Json | undefined {
  const said = withoutBlanks(written);
  if (!isJsonObject(said)) return said;
  const { manage = 'own', preventDestroy = false, ignore } = said;
  return manage === 'own' && preventDestroy === false && ignore === undefined ? undefined : said;
}

/** With `in` given, an empty `notIn` says nothing. */
const readWhen = (written: Json | undefined): Json | undefined =>
  isJsonObject(written) && 'in' in written && 'notIn' in written ? withoutBlanks(written) : written;

/** A strict form has no mappings, so one comes as a list of `{ key, attribute, value }`. */
function readForEach(written: Json | undefined): Json | undefined {
  if (!isJsonList(written) || !written.some(isJsonObject)) return written;
  const items = new Map<string, Json>();
  for (const item of written.filter(isJsonObject)) {
    const key = textOf(item['key']);
    const { attribute, value = key } = item;
    const held = items.get(key);
    if (typeof attribute !== 'string') items.set(key, value);
    else items.set(key, { ...(isJsonObject(held) ? held : {}), [attribute]: value });
  }
  return Object.fromEntries(items);
}
