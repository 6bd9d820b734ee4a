import { sentencesOf } from '../clean-goal.ts';
import { capitalised } from './names.ts';
import { quotedBefore } from './quoted-before.ts';
import { readList } from './read-list.ts';

const values =
  /\bcustom values?\b(?:\s+(?:called|named|for|like|such as|namely|including|are|holding|with))*\s*[:=-]?\s+/gi;
const links =
  /\b(?:(?:trigger|tracked|tracking|trackable)\s+)links?\b(?:\s+(?:called|named|for|to|like|such as|namely|including|are))*\s*[:=-]?\s+/gi;

/** Names of texts that differ from account to account. */
export const valuesIn = (goal: string): string[] => namesAfter(goal, values, 'custom values?');

/** Names of links whose clicks are counted. */
export const linksIn = (goal: string): string[] => namesAfter(goal, links, '(?:trigger )?links?');

function namesAfter(goal: string, pattern: RegExp, noun: string): string[] {
  const names = new Map<string, string>();
  for (const sentence of sentencesOf(goal).filter((each) => !/\b(?:remove|drop|delete|rename)\b/i.test(each))) {
    const said = [...sentence.matchAll(pattern)].flatMap((match) =>
      readList(sentence.slice(match.index + match[0].length)).map(({ name }) => name),
    );
    for (const name of [...quotedBefore(sentence, noun), ...said]) names.set(name.toLowerCase(), capitalised(name));
  }
  return [...names.values()];
}
