import { speakEnglish } from './speak-english.ts';

/** What is read of a goal; what comes after says nothing that could still be followed. */
export const maxGoalCharacters = 6_000;

/** A goal in plain characters: one kind of quotes and dashes, lists on one line, no dots but at the end of a sentence. */
export const cleanGoal = (goal: string): string =>
  listed(
    speakEnglish(
      goal
        .slice(0, maxGoalCharacters)
        .normalize('NFKC')
        .replaceAll(/\r\n?/g, '\n')
        .replaceAll(/[^\P{C}\n]/gu, ' ')
        .replaceAll(/<\/?[a-z][^<>\n]{0,200}>/gi, ' ')
        .replaceAll(/^[ \t]*#{1,6}[ \t]+(.*)$/gm, '$1.')
        .replaceAll(/\*\*|__|`{1,3}|(?<![\w*])\*(?=\w)|(?<=[\w:])\*(?![\w*])/g, '')
        .replaceAll(/[“”„«»‟]/g, '"')
        .replaceAll(/[‘’‚`´]/g, "'")
        .replaceAll(/(?<=\d ?(?:am|pm|h|uhr)?) [–—-] (?=\d)/gi, '-')
        .replaceAll(/(?<=\S[ \t]+)[–—-]{1,2}(?=\s)/g, ',')
        .replaceAll(/—/g, ', ')
        .replaceAll(/–/g, '-')
        .replaceAll(/\b(?:e\.g|for example|z\.b|p\.ej)\b\.?,?/gi, 'such as')
        .replaceAll(/\bi\.e\.?,?/gi, 'namely')
        .replaceAll(/\b([ap])\.m\.?/gi, '$1m')
        .replaceAll(/,?\s*\b(?:and so on|etc)\b\.?/gi, ' ')
        .replaceAll(/\bin order to\b/gi, 'to')
        .replaceAll(
          /\b(?:(Dr|Mr|Mrs|Ms|St)\.(?=\s*\w)|(approx|incl|vs|min|mins|hr|hrs|Std|Mo|Di|Mi|Do|Fr|Sa|So|nr)\.(?=\s*[\p{Ll}\d(]))/gu,
          '$1$2',
        )
        .replaceAll(/[ \t]+/g, ' '),
    ),
  ).trim();

/** A list below a line that ends with a colon becomes one sentence; other points are sentences of their own. */
function listed(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  let written = '';
  let isUnderColon = false;
  for (const line of lines) {
    const point = /^(?:[-*•·]|\d{1,2}[.)])\s*(.+)$/.exec(line)?.[1];
    if (point === undefined) {
      written += line === '' ? '. ' : `${joint(written, line)}${line}`;
      isUnderColon = line.endsWith(':');
    } else {
      const isShort = point.split(' ').length <= 6 && !/[,:]/.test(point.replaceAll(/\([^)]*\)/g, ''));
      const isItem: boolean = isUnderColon && isShort;
      written += written.endsWith(':') ? ` ${point}` : `${isItem ? ', ' : '. '}${point}`;
      isUnderColon = isItem;
    }
  }
  return written;
}

/** Where a line only wraps, its sentence goes on: after a word that ends none, or before a small letter that begins no new matter. */
function joint(before: string, line: string): string {
  if (before === '' || /[.;!?:,]\s*$/.test(before) || unfinished.test(before)) return ' ';
  return /^\p{Ll}/u.test(line) && !newMatter.test(line) ? ' ' : '\n';
}

const unfinished =
  /\b(?:goes|is|are|like|from|with|for|and|or|the|an?|to|of|in|on|has|have|needs?|called|named|as|by|our|their|your|stages?)\s*$/i;
const newMatter =
  /^(?:tags?|fields?|custom|pipelines?|stages?|calendars?|products?|links?|open|closed|hours|prices?|we|they|i|no|and|also|plus|please|need|project|deposit|what|\w+ (?:type|status|guy|team|pipeline|calendar))\b/i;

/** Sentences, and what stands between semicolons and lines. Dots within numbers and addresses end nothing. */
export const sentencesOf = (goal: string): string[] =>
  goal
    .split(/(?<=[.;!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/[.;!?\s]+$/, '').trim())
    .filter((sentence) => sentence !== '');
