import { fieldForm } from './field-type.ts';
import { type ListItem, readList } from './read-list.ts';

const choice =
  /^(?:the |their )?((?:[\p{L}-]+\s){0,2}(?:type|kind|status|level|size|frequency|style))\s+(?:is|are|can be|=|:)\s+(?:either |one of )?(.+)$/iu;
const dropdown =
  /\b((?:[\p{L}-]+\s){0,2}[\p{L}-]+)\s+(?:has to be|must be|should be|is|as)\s+(?:an?\s+)?(?:dropdown|drop-down|select|single select)\b[^:,]*?(?:with|:|of)\s+(.+)$/iu;
const ofNoun =
  /(?:\b(?:an?|the|add|and)\s+|,\s*)((?:[\p{L}][\p{L}-]*\s){1,4})fields?\b\s*(\([^()]*\))?(?:\s*(?:with|w\/|:)\s+(.+))?/giu;
const namedOptions = /^((?:[\p{L}-]+\s){1,3})(?:field|dropdown)\s*(?:with|w\/|:)\s*(.+)$/iu;
const noField =
  /\b(?:calendars?|pipelines?|tags?|custom|minutes?|mins?|hours?|stages?|price|closed|open|workflow|funnel|website|new|few|some|each|no|following)\b|[$€£]/i;

/** Fields that a goal names without the word in front: lists that stand alone, choices, `a consent field (yes/no)`. */
export function bareFieldsIn(sentence: string): ListItem[] {
  const [, chosen = '', options = ''] =
    choice.exec(sentence) ?? dropdown.exec(sentence) ?? namedOptions.exec(sentence) ?? [];
  if (chosen !== '') {
    const list = readList(options).map(({ name }) => name);
    return list.length > 1 ? [{ name: chosen.trim(), note: list.join(', ') }] : [];
  }
  const named = [...sentence.matchAll(ofNoun)].flatMap(([, words = '', note]): ListItem[] => {
    const name = words.trim();
    return noField.test(name) ? [] : [{ name, note: note?.slice(1, -1) ?? null }];
  });
  return named.length > 0
    ? named
    : listAlone(sentence.replace(/^(?:(?:we|they|i|he|she)\s+)?(?:also\s+)?(?:needs?|wants?)\s+(?:the\s+)?/i, ''));
}

/** `vehicle year, make, mileage`: nothing but short names, some of which only a field has. */
function listAlone(sentence: string): ListItem[] {
  if (commands.test(sentence)) return [];
  if (noField.test(sentence.replaceAll(/\([^()]*\)/g, '')) || sentence.length > 200) return [];
  const pieces = sentence.replaceAll(/\([^()]*\)/g, '').split(/\s*,\s*(?:and\s+)?|\s+and\s+/);
  const items = readList(sentence);
  if (items.length < pieces.length || pieces.some((piece) => piece.trim().split(/\s+/).length > 5)) return [];
  const typed = items.filter(({ name, note }) => fieldForm(name, note).dataType !== 'TEXT');
  const [first] = typed;
  const isPlain = first !== undefined && (first.note !== null || sure.has(fieldForm(first.name, null).dataType));
  const isEnough =
    items.length === 1
      ? isPlain
      : (items.length >= 3 && typed.length * 2 >= items.length) || typed.length === items.length;
  return typed.length > 0 && isEnough && isNoSpeech(sentence) ? items : [];
}

/** One name alone is a field only where its type leaves no doubt. */
const sure = new Set(['DATE', 'MONETORY', 'PHONE']);

/** Read elsewhere: what follows is a list of its own. */
const commands = /^(?:track|ask|collect|capture|record|store|need|add|note|keep|get|make|create|include|want)\b/i;

const isNoSpeech = (sentence: string): boolean =>
  !/\b(?:we|they|i|you|is|are|has|have|need|want|company|studio|firm|clinic|shop|agency|team|salon|practice|please|set up|client|business|sell|offer)\b/i.test(
    sentence,
  );
