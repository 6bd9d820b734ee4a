import type { Issue } from '../errors.ts';
import type { Json } from '../json.ts';

const maxDepth = 16;
const maxTextLength = 10_000;
const maxParts = 40_000;
const maxCharacters = 500_000;

/** What is wrong with the size of a model's answer; null: nothing. Hostile nesting ends early. */
export function boundsFault(answer: unknown): Issue | null {
  let parts = 0;
  let characters = 0;
  const visit = (value: unknown, path: string, depth: number): Issue | null => {
    if (++parts > maxParts || characters > maxCharacters)
      return { message: 'The answer is too long. Propose less at once.' };
    if (typeof value === 'string') {
      characters += value.length;
      if (value.length <= maxTextLength) return null;
      return { message: `This text has more than ${maxTextLength} characters. Shorten it.`, path };
    }
    if (typeof value === 'number' && !Number.isFinite(value)) return { message: 'This is not a number.', path };
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return null;
    if (typeof value !== 'object') return { message: 'The answer must be JSON.', path };
    if (depth >= maxDepth) return { message: `The answer is nested deeper than ${maxDepth} levels.`, path };
    for (const [key, item] of Object.entries(value)) {
      characters += key.length;
      const fault = visit(
        item,
        Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`,
        depth + 1,
      );
      if (fault) return fault;
    }
    return null;
  };
  return visit(answer, '', 0);
}

/** The same without nulls: strict answers say so what a blueprint leaves out. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item: Json) => item !== null).map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}
