import type { Json, JsonObject } from '../../packages/shared/src/json.ts';
import type { ResolvedResource } from '../../packages/shared/src/blueprint/index.ts';
import type { Wanted } from './brief.ts';

/** Are there as many as wanted among the resources, with the variables filled in? */
export const isThere = (wanted: Wanted, resources: readonly ResolvedResource[]): boolean =>
  resources.filter((resource) => fits(wanted, resource)).length >= (wanted.count ?? 1);

function fits(wanted: Wanted, { kind, properties }: ResolvedResource): boolean {
  const { name, dataType, minutes, text } = wanted;
  return (
    kind === wanted.kind &&
    (name === undefined || saysOne(name, textOf(properties['name']))) &&
    (dataType === undefined || dataType.split('|').includes(textOf(properties['dataType']))) &&
    (minutes === undefined || properties['slotDuration'] === minutes) &&
    (text === undefined || saysOne(text, textsOf(properties).join(' / '))) &&
    hasAll(wanted.options, listOf(properties['options']).map(textOf)) &&
    inOrder(wanted.stages, namesOf(properties['stages'])) &&
    hasPrice(wanted, listOf(properties['prices']).filter(isObject)) &&
    isOpen(wanted, listOf(properties['openHours']).filter(isObject))
  );
}

/** One of the phrases, as whole words. */
const saysOne = (phrases: string, text: string): boolean =>
  phrases.split('|').some((phrase) => ` ${plain(text)} `.includes(` ${plain(phrase)} `));

/** Lower case, without accents, signs and the plural's s: how a person compares. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(/(?<=\p{L}{3})(?<!s)s\b/gu, '');

const hasAll = (wanted: readonly string[] | undefined, options: readonly string[]): boolean =>
  (wanted ?? []).every((phrase) => options.some((option) => saysOne(phrase, option)));

function inOrder(wanted: readonly string[] | undefined, names: readonly string[]): boolean {
  let from = 0;
  return (wanted ?? []).every((phrase) => {
    const found = names.findIndex((name, index) => index >= from && saysOne(phrase, name));
    from = found + 1;
    return found !== -1;
  });
}

const hasPrice = ({ price, interval, currency }: Wanted, prices: readonly JsonObject[]): boolean =>
  (price === undefined && interval === undefined && currency === undefined) ||
  prices.some(
    (each) =>
      (price === undefined || each['amount'] === price) &&
      (interval === undefined || each['interval'] === interval) &&
      (currency === undefined || each['currency'] === currency),
  );

function isOpen({ open, closed }: Wanted, spans: readonly JsonObject[]): boolean {
  if (closed !== undefined && (spans.length === 0 || spans.some(({ day }) => day === closed))) return false;
  return (
    open === undefined ||
    spans.some(
      ({ day, from, to }) => day === open.day && from === open.from && (open.to === undefined || to === open.to),
    )
  );
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const namesOf = (parts: Json | undefined): string[] =>
  listOf(parts).flatMap((part) => (isObject(part) ? [textOf(part['name'])] : []));
const textsOf = (value: Json): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];
