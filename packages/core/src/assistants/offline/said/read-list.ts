import { nameFrom } from './names.ts';

/** One thing of a list, with what stood in brackets behind it. */
export interface ListItem {
  name: string;
  note: string | null;
}

export const kindNoun =
  '(?:tags?|labels?|pipelines?|funnels?|stages?|calendars?|kalender|calendarios?|(?:custom |intake |contact )?fields?|felder|campos?|custom values?|products?|produkte|productos?|(?:trigger |tracked |tracking )?links?|workflows?|automations?|forms?)';

const opensClause = new RegExp(
  `^(?:we|i|they|you|it|he|she|please|also|then|need|want|wants|should|must|make|add|create|give|set|send|have|has|is|are|keep|do(?! not \\w+$)|don't(?! \\w+$)|no(?![ -]\\w+$)|not|without|both|all|so|but|because|which|that|who|when|where|if|whenever|once|remove|delete|drop(?![- ]?offs?)|open|they'd|i'd|we'd|use|put|include|each|every|everything|whether|how(?! many)|what(?! brings)|to|in order|plus an?|as well|wir|ich|mit|ohne|y|con|sin)\\b`,
  'i',
);
/** Stages may begin with a verb: `Set appointment`, `Send quote`. */
const speaks = /^(?:we|i|they|you|it|please|also|so|but|because|which|that|who|when|if|with|without|plus)\b/i;
const leadsOn =
  /\s(?:so|because|which|that|who|whom|when|where|if|in order to|as well|then|but|while|using|with|without|through|via|from|at|open|available|bookable|to (?:see|know|track|follow|send|be|mark|show|let|help|keep|make)|for (?:each|every|all|our|my|new|the|people|clients|patients|customers|members|leads|contacts))\b.*$/i;
const namesKind = new RegExp(
  `\\b${kindNoun}(?:\\s*(?::|called|named|for|with|like|such|to|that|where)\\b.*)?$|\\b${kindNoun}\\s*:`,
  'i',
);
const determiner =
  /^(?:(?:an?|the|one|our|my|their|his|her|your|any|some|another|different|separate|following|these|of|as|by|namely|such as|eine?n?|un|una|el|la|los|las)\s+)+/i;
const usualSeparator = /\s*(?:,|;|\band\b|\bor\b|\bund\b|\boder\b|\s[/|]\s|\s(?:y|ou|et)\s)\s*/i;
const maxItems = 40;
const maxWords = 7;

/** The names at the beginning of a text, up to where something else is said. Quoted ones are taken as they are. */
export function readList(text: string, separator = usualSeparator, { isLenient = false } = {}): ListItem[] {
  const [, bracketed] = /^\s*\(([^()]*[,/][^()]*)\)/.exec(text) ?? [];
  if (bracketed !== undefined) return readList(bracketed, separator, { isLenient });
  const quoted = readQuoted(text);
  if (quoted.length > 0) return quoted;
  const { masked, notes } = hideBrackets(text);
  const items: ListItem[] = [];
  let isFirst = true;
  for (const piece of masked.split(separator)) {
    const trimmed = piece.trim();
    if (trimmed === '') continue;
    if ((isLenient ? speaks : opensClause).test(trimmed) || namesKind.test(trimmed.replaceAll(/\uE000\d+\uE001/g, '')))
      break;
    const head = trimmed.replace(leadsOn, '');
    const note = /\uE000(\d+)\uE001/.exec(head)?.[1];
    const bare = head
      .replaceAll(/\uE000\d+\uE001/g, ' ')
      .trim()
      .replace(determiner, '');
    if (bare.split(/\s+/).length > maxWords) break;
    const name = nameFrom(unquoted(bare));
    if (name) items.push({ name, note: note === undefined ? null : (notes[Number(note)] ?? null) });
    isFirst = false;
    if (head !== trimmed || items.length >= maxItems) break;
  }
  return isFirst ? [] : items;
}

/** `"A", "B" and "C"`, each perhaps with brackets behind it. */
function readQuoted(text: string): ListItem[] {
  const items: ListItem[] = [];
  const pattern =
    /\s*(?:,|and|und|y|or|&|\/|>|->|→|the|an?)*\s*(?:"([^"]{1,120})"|(?<![\p{L}])'([^']{1,120})'(?!\p{L}))\s*(?:\(([^()]*)\))?/iuy;
  for (let match = pattern.exec(text); match && items.length < maxItems; match = pattern.exec(text)) {
    const name = nameFrom(match[1] ?? match[2] ?? '');
    if (name) items.push({ name, note: match[3] ?? null });
  }
  return items;
}

function hideBrackets(text: string): { masked: string; notes: string[] } {
  const notes: string[] = [];
  const masked = text.replaceAll(/\(([^()]*)\)/g, (_, note: string) => `\uE000${notes.push(note) - 1}\uE001`);
  return { masked, notes };
}

const unquoted = (text: string): string => text.replaceAll(/^["']+|["']+$/g, '');
