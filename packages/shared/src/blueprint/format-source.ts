import type { Issue } from '../errors.ts';
import { canonicalJson } from '../json.ts';
import { arrange } from './arrange.ts';
import { inOrder } from './key-order.ts';
import { isTooLarge } from './limits.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { readSource } from './read-source.ts';
import { composeForLayout, layOut } from './yaml-layout.ts';

/**
 * The text in Groundwork's own layout: keys in their order, two spaces, quotes only where they are needed, short mappings on one line.
 * Comments stay with what they are about, and JSON stays JSON. What it says does not change; formatted again, neither does the text.
 */
export function formatSource(source: string): { source: string } | { issues: Issue[] } {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return { issues: parsed.issues };
  const read = readSource(source);
  if ('issues' in read) return read;
  const { value, format } = read.document;
  if (format === 'json') return { source: takenOr(source, `${JSON.stringify(inOrder(value), null, 2)}\n`) };

  const text = source.replace(/^\uFEFF/, '');
  const formatted = settled(text);
  const again = readSource(formatted);
  // Layout is never worth a changed word.
  const isSame = 'document' in again && canonicalJson(again.document.value) === canonicalJson(value);
  return { source: isSame ? takenOr(source, formatted) : source };
}

const maxPasses = 4;

/** A comment between two entries may be read as one of either: laid out anew until none moves. */
function settled(text: string): string {
  let last = text;
  for (let pass = 0; pass < maxPasses; pass++) {
    const document = composeForLayout(last);
    arrange(document, last);
    const next = layOut(document);
    if (next === last) break;
    last = next;
  }
  return last;
}

/** Spaces may make a text larger than any that is taken. */
const takenOr = (source: string, formatted: string): string => (isTooLarge(formatted) ? source : formatted);
