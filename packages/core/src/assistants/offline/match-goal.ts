import type { KindName } from '@groundwork/shared/kinds';
import type { Part, PartsLibrary, Trade } from './parts-library.ts';
import { type Denied, isDenied } from './negations.ts';
import { correctSpelling } from './spelling.ts';
import { findPhrase, type Word, wordsOf } from './words.ts';

/** What a goal is about, by its words. */
export interface Match {
  trade: Trade | null;
  /** Parts that it asks for, and the words that did. */
  needs: { part: Part; words: string }[];
  /** Ids of parts that it does not want. */
  unwanted: ReadonlySet<string>;
  unwantedKinds: ReadonlySet<KindName>;
}

export function matchGoal(
  goal: string,
  { denied, names }: { denied: readonly Denied[]; names: readonly string[] },
  library: PartsLibrary,
): Match {
  const match = matchWords(goal, { denied, names }, library, (words) => words);
  if (match.trade !== null || match.needs.length > 0) return match;
  // Only now: a slip of the finger is less likely than a word that is nobody's.
  const phrases = [...library.trades.flatMap((trade) => trade.phrases), ...library.parts.flatMap(({ needs }) => needs)];
  return matchWords(goal, { denied, names }, library, (words) => correctSpelling(words, phrases));
}

function matchWords(
  goal: string,
  { denied, names }: { denied: readonly Denied[]; names: readonly string[] },
  { parts, trades }: PartsLibrary,
  corrected: (words: readonly Word[]) => readonly Word[],
): Match {
  const words = corrected(wordsOf(unquoted(goal)));
  const wanted = words.filter((word) => !isDenied(denied, word));
  const refused = words.filter((word) => isDenied(denied, word));
  const own = wanted.filter((word) => !isDenied(comparedIn(goal), word));
  const trade = tradeOf(own, trades) ?? tradeOf(wanted, trades);
  const asking = withoutPhrases(corrected(wordsOf(withoutNames(unquoted(goal), names))), trade).filter(
    (word) => !isDenied(denied, word),
  );
  const needs = parts.flatMap((part) => {
    const said = firstOf(part.needs, asking);
    return said ? [{ part, words: said.join(' ') }] : [];
  });
  return {
    trade,
    needs,
    unwanted: new Set(parts.filter((part) => firstOf(part.needs, refused)).map(({ id }) => id)),
    unwantedKinds: new Set(kindWords.filter(([, names]) => refusesAll(names, refused)).map(([kind]) => kind)),
  };
}

/** Names in quotes are names, and say nothing of what is needed. Every character keeps its place. */
const unquoted = (goal: string): string => goal.replaceAll(/"[^"\n]{1,120}"/g, (name) => ' '.repeat(name.length));

const withoutNames = (goal: string, names: readonly string[]): string =>
  names.reduce((text, name) => {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
      'giu',
    );
    return text.replaceAll(pattern, (found) => ' '.repeat(found.length));
  }, goal);

/** An insurance agency does not ask for its patients' insurance. The words keep their places. */
function withoutPhrases(words: readonly Word[], trade: Trade | null): Word[] {
  const rest = [...words];
  for (const phrase of trade?.phrases ?? []) {
    if (phrase.length < 2) continue;
    for (let at = findPhrase(rest, phrase); at; at = findPhrase(rest, phrase))
      for (let index = at.index; index < at.index + phrase.length; index++)
        rest[index] = { stem: '', start: rest[index]?.start ?? 0, end: rest[index]?.end ?? 0 };
  }
  return rest;
}

const firstOf = (phrases: readonly (readonly string[])[], words: readonly Word[]): readonly string[] | undefined =>
  phrases.find((phrase) => findPhrase(words, phrase));

/** `no fields`, `no tags or fields`; `no diagnosis fields` are some of them only. */
function refusesAll(names: readonly (readonly string[])[], refused: readonly Word[]): boolean {
  return names.some((name) => {
    for (let at = findPhrase(refused, name); at; at = findPhrase(refused, name, at.index + 1)) {
      const before = refused[at.index - 1];
      if (!before || at.start - before.end > 2 || unspecific.test(before.stem)) return true;
      if (kindWords.some(([, others]) => others.some((other) => other.at(-1) === before.stem))) return true;
    }
    return false;
  });
}

const unspecific =
  /^(?:no|not?|any|or|and|nor|need|want|have|use|include|add|create|sell|offer|make|take|without|skip|don't|doesn't|won't|never|do|custom|extra|new|more|online|trigger|sales|other|for|out|about|ohne|kein\w*|sin|oder|ni|ningun\w*)$/;

/** `like the dental one but for vets`: what it is compared with is not what it is. */
const comparedIn = (goal: string): Denied[] =>
  [
    ...goal.matchAll(
      /\b(?:like|similar to|same as|based on|wie|como)\b[^.;!?\n]{1,60}?(?=\b(?:but|only|just|aber|pero)\b)/gi,
    ),
  ].map(({ 0: said, index }) => ({ start: index, end: index + said.length }));

/** Longer phrases tell more, and what is said first is mostly who it is for. */
function tradeOf(words: readonly Word[], trades: readonly Trade[]): Trade | null {
  let best: { trade: Trade; score: number } | null = null;
  for (const trade of trades) {
    const found = trade.phrases.flatMap((phrase) => {
      const at = findPhrase(words, phrase);
      return at ? [{ length: phrase.length, at: at.index }] : [];
    });
    if (found.length === 0) continue;
    const first = Math.min(...found.map(({ at }) => at));
    const longest = Math.max(...found.map(({ length }) => length));
    const score = trade.weight * (longest * 4 + Math.min(found.length, 4) + 4 / (1 + first / 8));
    if (!best || score > best.score) best = { trade, score };
  }
  return best?.trade ?? null;
}

const kindWords: readonly (readonly [KindName, readonly (readonly string[])[]])[] = [
  ['tag', [['tag'], ['label'], ['etiqueta']]],
  ['customField', [['custom', 'field'], ['field'], ['feld'], ['campo']]],
  ['customValue', [['custom', 'value']]],
  ['calendarGroup', [['calendar'], ['kalender'], ['calendario'], ['booking'], ['calendar', 'group']]],
  ['calendar', [['calendar'], ['kalender'], ['calendario'], ['booking'], ['appointment'], ['online', 'booking']]],
  ['pipeline', [['pipeline'], ['embudo']]],
  ['product', [['product'], ['price'], ['shop'], ['produkt'], ['producto'], ['pricing']]],
  ['triggerLink', [['link'], ['trigger', 'link'], ['enlace']]],
];
