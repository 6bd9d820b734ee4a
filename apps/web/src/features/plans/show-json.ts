import type { Json } from '@groundwork/shared';

/** A value as a person reads it: text bare where it cannot be mistaken, everything else as JSON. */
export function showJson(value: Json): string {
  if (value === null) return 'none';
  if (typeof value === 'string')
    return value === '' || value.trim() !== value || isMistakable(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.map((item: Json) => showJson(item)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Text that looks like a number, a boolean or nothing. */
const isMistakable = (text: string) => /^(?:true|false|null|none|-?\d+(?:\.\d+)?)$/.test(text);
