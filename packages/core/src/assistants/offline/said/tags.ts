import { sentencesOf } from '../clean-goal.ts';
import { nameFrom } from './names.ts';
import { quotedBefore } from './quoted-before.ts';
import { readList } from './read-list.ts';

const after =
  /\b(?:tags|etiquetas|labels)\b(?:\s+(?:called|named|for|like|such as|namely|including|are|as|to mark|to flag|für|para))*\s*[:=-]?\s+|\btags?\s*[:=]\s*|\btag\s+(?:called|named)\s+|\btag for\s+|\btag(?:ged)? (?=["'])|\btag(?:ged|ging)?\s+(?:\w+\s+){0,3}?(?:as|with)\s+/gi;
const before = /\b(?:an?|the|add|another)\s+((?:[\p{L}\p{N}][\p{L}\p{N}'-]*\s){1,3})tags?\b/giu;
const plain =
  /^(?:an?|the|my|our|another|new|few|some|simple|separate|different|custom|contact|status|lead|following|single|relevant|right|same|other|more|basic|useful|standard|good|own|of|with|and|couple|set)$/i;

/** Names of tags: `tags: new, lost`, `a VIP tag`, `tag them as cold`. */
export function tagsIn(goal: string): string[] {
  const names: string[] = [];
  for (const sentence of sentencesOf(goal)) {
    names.push(...quotedBefore(sentence, 'tags?'));
    for (const match of sentence.matchAll(after))
      names.push(...readList(sentence.slice(match.index + match[0].length)).map(({ name }) => name));
    for (const [, words = ''] of sentence.matchAll(before)) {
      const meant = words
        .trim()
        .split(/\s+/)
        .filter((word) => !plain.test(word));
      const name = meant.length > 0 ? nameFrom(meant.join(' ')) : null;
      if (name) names.push(name);
    }
  }
  return unique(names.map((name) => name.toLowerCase()));
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];
