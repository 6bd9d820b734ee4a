import { parseBlueprint } from '@groundwork/shared/blueprint';
import { isKindName } from '@groundwork/shared/kinds';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Fragment, Part, PartsLibrary, Trade } from './parts-library.ts';
import { stemsOf } from './words.ts';

const folder = new URL('../../library/', import.meta.url);
let library: Promise<PartsLibrary> | null = null;

/** The parts and trades that come with Groundwork. They change with the code alone, so they are read and checked once. */
export const readPartsLibrary = (): Promise<PartsLibrary> =>
  (library ??= readLibrary().catch((error: unknown) => {
    library = null;
    throw error;
  }));

async function readLibrary(): Promise<PartsLibrary> {
  const [parts, trades] = await Promise.all([readFolder('parts', readPart), readFolder('trades', readTrade)]);
  const known = new Set(parts.map(({ id }) => id));
  for (const trade of trades)
    for (const id of trade.parts)
      if (!known.has(id)) throw new Error(`The trade ${trade.id} names a part that is not there: ${id}`);
  return { parts, trades };
}

async function readFolder<T>(
  name: string,
  read: (slug: string, about: unknown, fragment: Fragment) => T,
): Promise<T[]> {
  const within = new URL(`${name}/`, folder);
  const files = (await readdir(within)).filter((file) => file.endsWith('.yaml')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const [about = '', source = ''] = (await readFile(new URL(file, within), 'utf8')).split(/^---\n/m);
      return read(basename(file, '.yaml'), parse(about), fragmentOf(file, source));
    }),
  );
}

/** The second document of a file is a blueprint like any other. */
function fragmentOf(file: string, source: string): Fragment {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(`${file} is not valid: ${parsed.issues.map(({ message }) => message).join(' ')}`);
  const { variables, resources } = parsed.blueprint;
  return {
    variables,
    resources: Object.entries(resources).flatMap(([kind, ofKind]) =>
      isKindName(kind) ? Object.entries(ofKind).map(([name, properties]) => ({ kind, name, properties })) : [],
    ),
  };
}

const partHead = z.strictObject({ id: z.string(), title: z.string(), needs: z.array(z.string()) });

function readPart(slug: string, about: unknown, fragment: Fragment): Part {
  const { id, title, needs } = partHead.parse(about);
  if (id !== slug) throw new Error(`The part ${id} stands in ${slug}.yaml. Give both one name.`);
  return { id, title, needs: needs.map(stemsOf), fragment };
}

const pair = z.tuple([z.string(), z.string()]);
const tradeHead = z.strictObject({
  id: z.string(),
  title: z.string(),
  weight: z.number().exactOptional(),
  words: z.array(z.string()),
  customer: pair,
  visit: pair,
  business: z.string(),
  parts: z.array(z.string()),
  stages: z.array(z.string()).min(2),
  calendars: z.array(z.strictObject({ name: z.string(), minutes: z.int(), seats: z.int().exactOptional() })).min(1),
});

function readTrade(slug: string, about: unknown, fragment: Fragment): Trade {
  const { words, weight = 1, customer, visit, business, ...rest } = tradeHead.parse(about);
  if (rest.id !== slug) throw new Error(`The trade ${rest.id} stands in ${slug}.yaml. Give both one name.`);
  return { ...rest, weight, phrases: words.map(stemsOf), wording: { customer, visit, business }, fragment };
}
