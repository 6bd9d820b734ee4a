import { findKnown } from './redact/find-known.ts';
import { findNames } from './redact/find-names.ts';
import { findNumbers, findPhones } from './redact/find-numbers.ts';
import { findSecrets, findUrls } from './redact/find-secrets.ts';
import { findEmails, findPlaces } from './redact/find-places.ts';
import { joined, type Span } from './redact/span.ts';

/** What a placeholder says of what it stands for. `text`: something that only looks like a placeholder. */
const labels = ['text', 'private', 'secret', 'url', 'email', 'number', 'phone', 'address'] as const;
type Label = (typeof labels)[number];

export interface Mask {
  /** The text with `<<email-1>>` and the like in place of what is private. The same value has the same placeholder all along. */
  hide(text: string): string;
  /** The reverse. Of JSON, restore the texts in it: what comes back may hold quotes. A placeholder nobody gave stays as it is. */
  restore(text: string): string;
}

/**
 * Takes personal data and secrets out of texts and puts them back: what has the form of one, and the `known` ones, which have none
 * (names of accounts and people, secret values). Placeholders are plain text to YAML and JSON, and are numbered as they come.
 */
export function createMask(known: readonly string[]): Mask {
  const findPrivate = findKnown(known);
  const finders: [Label, (text: string) => Span[]][] = [
    ['text', findPlaceholders],
    ['secret', findSecrets],
    ['url', findUrls],
    ['email', findEmails],
    ['number', findNumbers],
    ['phone', findPhones],
    ['address', findPlaces],
    ['private', findPrivate],
    ['private', findNames],
  ];
  const placeholders = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<Label, number>();

  const placeholderOf = (value: string, label: Label): string => {
    const given = placeholders.get(value);
    if (given) return given;
    const count = (counts.get(label) ?? 0) + 1;
    const name = `${label}-${count}`;
    counts.set(label, count);
    placeholders.set(value, `<<${name}>>`);
    values.set(name, value);
    return `<<${name}>>`;
  };

  return {
    hide(text) {
      let hidden = '';
      let end = 0;
      for (const span of spansOf(text, finders)) {
        hidden += text.slice(end, span.start) + placeholderOf(text.slice(span.start, span.end), span.label);
        end = span.end;
      }
      return hidden + text.slice(end);
    },
    restore: (text) =>
      text.replaceAll(
        placeholder,
        (written, label: string, count: string) => values.get(nameOf(label, count)) ?? written,
      ),
  };
}

/** The names of all placeholders in a text, e.g. `email-1`. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, label = '', count = '']) => nameOf(label, count));

const nameOf = (label: string, count: string): string => `${label.toLowerCase()}-${Number(count)}`;

/** As models write them again: another case, other hyphens, spaces, brackets lost or escaped. */
const placeholder = new RegExp(
  `(?:<|&lt;|\\\\u003c){1,2} {0,2}(${labels.join('|')}) {0,2}[-_ \\u2010-\\u2014]? {0,2}(\\d{1,6}) {0,2}(?:>|&gt;|\\\\u003e){1,2}`,
  'gi',
);

/** Already there, so somebody else's: it must not come back as one of ours. */
const findPlaceholders = (text: string): Span[] =>
  [...text.matchAll(placeholder)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));

type LabelledSpan = Span & { label: Label };

/** All there is, in order, overlapping ones joined. What is hidden may bring more to light beside it, so it looks again. */
function spansOf(text: string, finders: readonly [Label, (text: string) => Span[]][]): LabelledSpan[] {
  let spans: LabelledSpan[] = [];
  for (let round = 0; round < 4; round += 1) {
    const rest = blanked(text, spans);
    const found = finders.flatMap(([label, find]) => find(rest).map((span) => ({ ...span, label })));
    if (found.length === 0) break;
    spans = joined([...spans, ...found]);
  }
  return spans;
}

function blanked(text: string, spans: readonly Span[]): string {
  let rest = '';
  let end = 0;
  for (const span of spans) {
    rest += text.slice(end, span.start) + '<'.repeat(span.end - span.start);
    end = span.end;
  }
  return rest + text.slice(end);
}
