import type { Json, JsonObject } from '@groundwork/shared';
import { sentencesOf } from './clean-goal.ts';
import { type Draft, type DraftResource, titleOf } from './draft.ts';
import { priceNames } from './add-products.ts';
import { nameFrom } from './said/names.ts';
import type { Said, SaidCalendar, SaidPrice } from './said/said.ts';
import { overlaps, sameWords } from './words.ts';

/** What a goal changes of the blueprint that is there: prices, lengths, hours, stages. The rest of what it says is returned. */
export function editHeld(draft: Draft, text: string, said: Said): Said {
  for (const product of said.products)
    for (const held of heldAs(draft, 'product', product.name))
      held.properties = {
        ...held.properties,
        prices: product.prices.reduce(repriced, held.properties['prices'] ?? []),
      };
  for (const calendar of said.calendars)
    for (const held of heldAs(draft, 'calendar', calendar.name))
      held.properties = retimed(held.properties, calendar, said);
  for (const sentence of sentencesOf(text)) addStage(draft, sentence);
  const isNew = (kind: DraftResource['kind']) => (one: { name: string | null }) =>
    one.name === null || heldAs(draft, kind, one.name).length === 0;
  return {
    ...said,
    products: said.products.filter(isNew('product')),
    calendars: said.calendars.filter(isNew('calendar')),
    pipelines: said.pipelines.filter(isNew('pipeline')),
  };
}

/** By its whole name; else the only one of which the name is a part. */
function heldAs(draft: Draft, kind: DraftResource['kind'], name: string): DraftResource[] {
  const held = draft.resources.filter((resource) => resource.kind === kind && resource.from === 'source');
  const same = held.filter(({ properties }) => sameWords(titleOf(properties), name));
  if (same.length > 0) return same.slice(0, 1);
  const like = held.filter(({ properties }) => overlaps(titleOf(properties), name));
  return like.length === 1 ? like : [];
}

/** The price of the same interval, or the only one there is. */
function repriced(prices: Json, { amount, interval }: SaidPrice): Json {
  if (!Array.isArray(prices)) return prices;
  const listed = prices as readonly Json[];
  const fits = listed.findIndex((price) => isObject(price) && (price['interval'] ?? null) === interval);
  const index = fits === -1 && listed.length === 1 ? 0 : fits;
  const price = listed[index];
  if (!isObject(price)) return prices;
  // `$29 a month` of what was paid once makes it a subscription; its name said so, too.
  const isOther = fits === -1 && interval !== null;
  const form = isOther ? { name: priceNames[interval], type: 'recurring', interval } : {};
  return listed.with(index, { ...price, ...form, amount });
}

function retimed(properties: JsonObject, { minutes }: SaidCalendar, { hours }: Said): JsonObject {
  const days = new Set(hours?.flatMap((span) => span.days));
  const spans = Array.isArray(properties['openHours']) ? (properties['openHours'] as readonly Json[]) : [];
  const kept = spans.flatMap((span): Json[] => {
    if (!isObject(span) || !Array.isArray(span['days'])) return [span];
    const rest = span['days'].filter((day: Json) => typeof day !== 'string' || !days.has(day));
    return rest.length > 0 ? [{ ...span, days: rest }] : [];
  });
  const openHours = [...kept, ...(hours ?? []).map(({ days: open, from, to }) => ({ days: open, from, to }))];
  return {
    ...properties,
    ...(minutes === null ? {} : { slotDuration: minutes }),
    ...(minutes === null || properties['slotInterval'] === undefined ? {} : { slotInterval: minutes }),
    ...(hours ? { openHours } : {}),
  };
}

const stage =
  /\b(?:put|add|insert|create)\s+(?:an?\s+|the\s+|another\s+)?(?:new\s+)?stage\s+(?:called\s+|named\s+)?(?:"([^"]+)"|([\p{L}\p{N} '-]{2,40}?))(?:\s+(?:in|into|to|on)\s+(?:the\s+)?(?:"?([\p{L}\p{N} '-]{2,40}?)"?\s+)?pipeline)?(?:\s+(between|after|before)\s+"?([\p{L}\p{N} '-]+?)"?(?:\s+and\s+.*)?)?$/iu;

/** `put a stage "No show" into the Bookings pipeline after Booked`. */
function addStage(draft: Draft, sentence: string): void {
  const [, quoted, plain, pipeline = '', where, neighbour = ''] = stage.exec(sentence) ?? [];
  const name = nameFrom(quoted ?? plain ?? '');
  const [held] = name ? (pipeline === '' ? pipelinesWith(draft, neighbour) : heldAs(draft, 'pipeline', pipeline)) : [];
  const stages = held?.properties['stages'];
  if (!held || !name || !Array.isArray(stages)) return;
  const names = stageNames(held);
  if (names.some((one) => sameWords(one, name))) return;
  const beside = names.findIndex((one) => sameWords(one, neighbour));
  const at = beside === -1 ? stages.length : where?.toLowerCase() === 'before' ? beside : beside + 1;
  held.properties = { ...held.properties, stages: (stages as Json[]).toSpliced(at, 0, { name }) };
}

/** The only pipeline, or the only one with such a stage. */
function pipelinesWith(draft: Draft, neighbour: string): DraftResource[] {
  const held = draft.resources.filter(({ kind, from }) => kind === 'pipeline' && from === 'source');
  const fitting =
    neighbour === '' ? held : held.filter((one) => stageNames(one).some((name) => sameWords(name, neighbour)));
  return fitting.length === 1 ? fitting : [];
}

export const stageNames = ({ properties: { stages } }: Pick<DraftResource, 'properties'>): string[] =>
  Array.isArray(stages) ? stages.map((one: Json) => (isObject(one) ? titleOf(one) : '')) : [];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
