import { parseBlueprint, resourceList } from '@groundwork/shared/blueprint';
import { kindNames } from '@groundwork/shared/kinds';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Blueprints, parts and trades to start from, short enough for a prompt. */
export interface LibraryDigest {
  blueprints: readonly DigestEntry[];
  parts: readonly DigestEntry[];
  trades: readonly DigestEntry[];
}

export interface DigestEntry {
  title: string;
  /** Prose, then what it holds, by kind. */
  lines: readonly string[];
}

let digest: LibraryDigest | undefined;

/** What comes with Groundwork: it changes with the code alone, so it is read once. */
export const ownDigest = (): LibraryDigest =>
  (digest ??= {
    blueprints: read('./', ({ source }) => digestOf(source)),
    parts: read('./parts/', ({ head, source }) => ({ title: titled.parse(head).title, lines: contentsOf(source) })),
    trades: read('./trades/', ({ head, source }) => tradeOf(tradeHead.parse(head), source)),
  });

export const describeLibrary = ({ blueprints, parts, trades }: LibraryDigest): string =>
  [
    ...blueprints.map(({ title, lines }) => `## ${title}\n${lines.join('\n')}`),
    `## Parts, for any trade\n${parts.map(inOneLine).join('\n')}`,
    `## Trades, with what they need besides\n${trades.map(inOneLine).join('\n')}`,
  ].join('\n\n');

const inOneLine = ({ title, lines }: DigestEntry): string => `- ${title}: ${lines.join('. ')}`;

const folder = new URL('../../library/', import.meta.url);

function read(within: string, entry: (file: { head: unknown; source: string }) => DigestEntry): DigestEntry[] {
  const from = new URL(within, folder);
  const files = readdirSync(from).filter((file) => file.endsWith('.yaml'));
  return files.toSorted().map((file) => {
    const text = readFileSync(new URL(file, from), 'utf8');
    // A part's text is two documents: what it is about, then a blueprint.
    const [head = '', source] = text.split(/^---\n/m);
    return entry(source === undefined ? { head: null, source: text } : { head: parse(head), source });
  });
}

function digestOf(source: string): DigestEntry {
  const parsed = parseBlueprint(source);
  const { name = '', description = '' } = parsed.ok ? parsed.blueprint : {};
  return { title: name, lines: [description.replaceAll(/\s+/g, ' ').trim(), ...contentsOf(source)] };
}

const titled = z.object({ title: z.string() });
const tradeHead = titled.extend({
  customer: z.tuple([z.string(), z.string()]),
  stages: z.array(z.string()),
  calendars: z.array(z.object({ name: z.string(), minutes: z.number() })),
});

function tradeOf({ title, customer, stages, calendars }: z.infer<typeof tradeHead>, source: string): DigestEntry {
  const bookable = calendars.map(({ name, minutes }) => `${name} (${minutes} min)`).join('; ');
  return {
    title,
    lines: [`serves ${customer[1]}`, `stages ${stages.join(' > ')}`, `calendar ${bookable}`, ...contentsOf(source)],
  };
}

/** One line a kind. */
function contentsOf(source: string): string[] {
  const parsed = parseBlueprint(source);
  const all = parsed.ok ? resourceList(parsed.blueprint) : [];
  return kindNames.flatMap((kind) => {
    const ofKind = all.filter((resource) => resource.kind === kind);
    if (ofKind.length === 0) return [];
    return `${kind} ${ofKind.map(({ title, properties }) => `${title}${detailOf(properties)}`).join('; ')}`;
  });
}

/** What a pipeline, a field or a calendar is made of says most of it. */
function detailOf({ stages, dataType, slotDuration }: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(stages)) return ` (${stages.map((stage: { name?: unknown }) => String(stage.name)).join(' > ')})`;
  if (typeof dataType === 'string') return ` (${dataType})`;
  return typeof slotDuration === 'number' ? ` (${slotDuration} min)` : '';
}
