import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'fast-string-width';

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** To so many columns: a letter of Chinese or an emoji takes two. What is cut loses its colour. */
export function cut(text: string, columns: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  if (stringWidth(line) <= columns) return line;
  let kept = '';
  for (const { segment } of letters.segment(stripVTControlCharacters(line))) {
    if (stringWidth(kept + segment) >= columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
