import { maxIssues } from './limits.ts';

/** What no text of a blueprint may hold, wherever it stands: PostgreSQL or a reader's eyes would be deceived by it. */
const pattern = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u;
const everywhere = new RegExp(pattern.source, 'gu');

/** Why a text is refused, or null. */
export function unsafeText(text: string): string | null {
  const found = pattern.exec(text)?.[0];
  return found === undefined ? null : explain(found);
}

export const unsafeTexts = (text: string): { message: string; index: number }[] =>
  [...text.matchAll(everywhere)]
    .slice(0, maxIssues + 1)
    .map((match) => ({ message: explain(match[0]), index: match.index }));

function explain(character: string): string {
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (code >= 0xd800 && code <= 0xdfff)
    return `Half a character (lone surrogate ${name}) stands here. Write the whole character.`;
  if (code >= 0x2000)
    return `The invisible character ${name} changes the direction of the text, so that it reads otherwise than it is stored. Remove it; right-to-left names need none.`;
  return `The control character ${name} is not allowed in a blueprint. Remove it.`;
}
