import { matches, type Span } from './span.ts';

/** Finds the given texts, whatever the case: as whole words, unless they are long and odd enough to be a secret. */
export function findKnown(known: readonly string[]): (text: string) => Span[] {
  const written = known.map((text) => text.trim()).filter((text) => text.length >= 2);
  // In JSON, and in YAML's double quotes, it stands escaped.
  const all = new Set(written.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  if (all.size === 0) return () => [];
  const forms = [...all].toSorted((a, b) => b.length - a.length).map(formOf);
  const form = new RegExp(forms.join('|'), 'dgiu');
  return (text) => matches(text, form);
}

function formOf(text: string): string {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
  if (text.length >= 8 && /\d/.test(text)) return escaped;
  const before = /^[\p{L}\p{N}]/u.test(text) ? '(?<![\\p{L}\\p{N}])' : '';
  const after = /[\p{L}\p{N}]$/u.test(text) ? '(?![\\p{L}\\p{N}])' : '';
  return `${before}${escaped}${after}`;
}
