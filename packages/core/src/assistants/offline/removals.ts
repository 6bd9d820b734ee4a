import type { KindName } from '@groundwork/shared/kinds';
import { sentencesOf } from './clean-goal.ts';
import { type Draft, type DraftResource, titleOf } from './draft.ts';
import { nameFrom } from './said/names.ts';
import { readList } from './said/read-list.ts';
import { sameWords } from './words.ts';

const nouns: readonly (readonly [RegExp, KindName])[] = [
  [/^tags?$|^etiquetas?$/i, 'tag'],
  [/^pipelines?$/i, 'pipeline'],
  [/^calendars?$|^kalender$/i, 'calendar'],
  [/^(?:custom )?fields?$|^felder$|^feld$/i, 'customField'],
  [/^custom values?$|^values?$/i, 'customValue'],
  [/^products?$/i, 'product'],
  [/^(?:trigger )?links?$/i, 'triggerLink'],
];
const noun =
  '(tags?|pipelines?|calendars?|(?:custom )?fields?|custom values?|values?|products?|(?:trigger )?links?|kalender|etiquetas?)';
const verb =
  /\b(?:remove|drop(?![- ]?offs?\b)|delete|take out|get rid of|entferne|lösche|loesche|elimina|quita)\s+(?:the |our |my |die |das |den |el |la )?/gi;

/** What a goal takes out of a blueprint that is there, and names it looks for in vain. */
export function readRemovals(goal: string, draft: Draft): { found: DraftResource[]; missing: string[] } {
  const found: DraftResource[] = [];
  const missing: string[] = [];
  for (const sentence of sentencesOf(goal))
    for (const match of sentence.matchAll(verb)) {
      const rest = sentence.slice(match.index + match[0].length);
      const whole = ofKindIn(rest, draft);
      if (whole) {
        found.push(...whole);
        continue;
      }
      for (const { name, kind } of namedIn(rest)) {
        const twin =
          draft.resources.find(
            (resource) =>
              resource.from === 'source' &&
              (!kind || resource.kind === kind) &&
              sameWords(titleOf(resource.properties), name),
          ) ??
          draft.resources.find(
            (resource) => resource.from === 'source' && (!kind || resource.kind === kind) && resource.name === name,
          );
        if (twin) found.push(twin);
        else missing.push(name);
      }
    }
  return { found, missing };
}

/** `remove all tags`, or `the pipeline` where there is but one. */
function ofKindIn(rest: string, draft: Draft): DraftResource[] | null {
  const [, all, word = ''] = new RegExp(`^(all\\s+(?:the\\s+|our\\s+)?|every\\s+)?${noun}$`, 'i').exec(rest) ?? [];
  const kind = kindOf(word);
  const held = draft.resources.filter((resource) => resource.from === 'source' && resource.kind === kind);
  if (kind === null || held.length === 0) return null;
  return all !== undefined || /s$/i.test(word) || held.length === 1 ? held : null;
}

function namedIn(rest: string): { name: string; kind: KindName | null }[] {
  const [, before] = new RegExp(`^${noun}\\s+(?:called |named )?`, 'i').exec(rest) ?? [];
  if (before) {
    const list = readList(rest.replace(new RegExp(`^${noun}\\s+(?:called |named )?`, 'i'), ''));
    return list.map(({ name }) => ({ name, kind: kindOf(before) }));
  }
  const [, names = '', after = ''] = new RegExp(`^(.{1,80}?)\\s+${noun}\\b`, 'i').exec(rest) ?? [];
  if (names !== '')
    return (names.match(/"[^"]+"|[^,"]+/g) ?? []).flatMap((part) =>
      part.split(/\s+and\s+|\s+und\s+/).flatMap((each) => {
        const name = nameFrom(each);
        return name ? [{ name, kind: kindOf(after) }] : [];
      }),
    );
  return readList(rest).map(({ name }) => ({ name, kind: null }));
}

const kindOf = (word: string): KindName | null => nouns.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? null;

/** `rename the tag "vip" to "gold"`. */
export function readRenames(goal: string, draft: Draft): { resource: DraftResource; name: string }[] {
  return sentencesOf(goal).flatMap((sentence) => {
    const said = new RegExp(
      `\\brename\\s+(?:the )?(?:${noun}\\s+)?(?:"([^"]+)"|(.{1,60}?))(?:\\s+${noun})?\\s+(?:to|as|into|in)\\s+(?:"([^"]+)"|(.{1,60}))$`,
      'i',
    ).exec(sentence);
    if (!said) return [];
    const kind = kindOf(said[1] ?? said[4] ?? '');
    const [was, is] = [nameFrom(said[2] ?? said[3] ?? ''), nameFrom(said[5] ?? said[6] ?? '')];
    const resource =
      was &&
      draft.resources.find(
        (one) => one.from === 'source' && (!kind || one.kind === kind) && sameWords(titleOf(one.properties), was),
      );
    return resource && is ? [{ resource, name: is }] : [];
  });
}
