import { hash } from 'node:crypto';
import { AppError } from '@groundwork/shared';
import type { LibraryEntryView } from '@groundwork/shared/views';
import { type KindCounts, kindCounts, totalOf } from '../blueprints/kind-counts.ts';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';

/** By the hash of the text: a template is read anew only when it was replaced. Null: it cannot be read. */
const counted = new Map<string, KindCounts | null>();
const maxCounted = 500;

/** An agency's template among the library. One that this Groundwork cannot read any more says so, and can be opened and corrected. */
export function templateEntry(row: {
  id: string;
  name: string;
  description: string;
  source: string;
}): LibraryEntryView {
  const { id, name, description, source } = row;
  const kinds = countsOf(source);
  return {
    slug: `template-${id}`,
    templateId: id,
    name,
    description: kinds ? description : [outdated, description].filter(Boolean).join(' '),
    resourceCount: totalOf(kinds ?? {}),
    kinds: kinds ?? {},
    source,
  };
}

function countsOf(source: string): KindCounts | null {
  const key = hash('sha256', source);
  const known = counted.get(key);
  if (known !== undefined) return known;
  if (counted.size >= maxCounted) counted.clear();
  const counts = readCounts(source);
  counted.set(key, counts);
  return counts;
}

function readCounts(source: string): KindCounts | null {
  try {
    return kindCounts(storedBlueprint(source));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const outdated =
  'This template was written for an older Groundwork and needs a change: open it, correct what is marked, save it, and make a template of it again.';
