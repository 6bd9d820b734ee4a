import { sentencesOf } from '../clean-goal.ts';
import { capitalised, nameFrom } from './names.ts';
import { quotedBefore } from './quoted-before.ts';
import { readList } from './read-list.ts';

const values =
  /\bcustom values?\b(?:\s+(?:called|named|for|like|such as|namely|including|are|holding|with))*\s*[:=-]?\s+/gi;
const links =
  /\b(?:(?:trigger|tracked|tracking|trackable)\s+)links?\b(?:\s+(?:called|named|for|to|like|such as|namely|including|are))*\s*[:=-]?\s+/gi;

/** Names of texts that differ from account to account. */
export const valuesIn = (goal: string): SaidValue[] =>
  namesAfter(goal, values, 'custom values?').map((name) => ({ name, text: currentText(goal, name) }));

export interface SaidValue {
  name: string;
  /** What it says now, where that is told. */
  text: string | null;
}

const currentText = (goal: string, name: string): string | null => {
  const sentence = sentencesOf(goal).find((each) => each.toLowerCase().includes(name.toLowerCase())) ?? '';
  const said =
    /\b(?:currently|today|right now|at the moment|now)\b(?:,? it)?\s*(?:says|is|reads|:)\s+"?([^",;]{1,200})"?/i.exec(
      sentence,
    )?.[1];
  return said ? nameFrom(said, 200) : null;
};

/** `a cancellation policy text`, `a text for bad weather`: short texts, to be worded by the account. */
export function textsIn(goal: string): string[] {
  const names = new Map<string, string>();
  for (const sentence of sentencesOf(goal)) {
    for (const [, words = ''] of sentence.matchAll(wordedText)) {
      const meant = words
        .trim()
        .split(/\s+/)
        .filter((word) => !noText.test(word));
      if (meant.length > 0) addName(names, `${meant.join(' ')} text`);
    }
    for (const match of sentence.matchAll(textFor)) {
      const [first] = readList(sentence.slice(match.index + match[0].length));
      if (first) addName(names, `${first.name} text`);
    }
  }
  return [...names.values()];
}

const wordedText =
  /\b(?:an?|the|and|,)\s+((?:[\p{L}][\p{L}'-]*\s){1,4})(?:text|message|wording|disclaimer|script)s?\b(?!\s+(?:them|people|back|us|when|if|clients|customers|patients|message|reminders?))/giu;
const textFor = /(?<!\bto )\b(?:texts?|messages?|wording) (?:for|about|that says|saying)\s+(?:the |our |an? )?/gi;
const noText =
  /^(?:an?|the|and|also|we|want|need|short|default|standard|new|custom|sms|send|good|nice|text|their|each|all|automated|automatic|reminder|follow-up)$/i;

function addName(names: Map<string, string>, written: string): void {
  const name = nameFrom(written);
  if (name) names.set(name.toLowerCase(), capitalised(name));
}

/** Names of links whose clicks are counted. */
export const linksIn = (goal: string): string[] => [
  ...new Set([...namesAfter(goal, links, '(?:trigger )?links?'), ...countedIn(goal)]),
];

/** `track clicks on the replay`, `the menu link, which we want to count`. */
const countedIn = (goal: string): string[] =>
  sentencesOf(goal).flatMap((sentence) => {
    if (!/\b(?:count|track|clicks?)\b/i.test(sentence)) return [];
    const words =
      /\bclicks? (?:on|to|for) (?:the |our |their )?((?:[\p{L}'-]+\s?){1,4})/iu.exec(sentence)?.[1] ??
      /\b((?:(?!the\b|our\b|an?\b|and\b|track\b|count\b)[\p{L}'-]+\s){1,3})links?\b/iu.exec(sentence)?.[1];
    const name = words ? nameFrom(words) : null;
    return name && !/^(?:trigger|tracked|tracking|trackable)$/i.test(name) ? [capitalised(name)] : [];
  });

function namesAfter(goal: string, pattern: RegExp, noun: string): string[] {
  const names = new Map<string, string>();
  for (const sentence of sentencesOf(goal)) {
    const said = [...sentence.matchAll(pattern)].flatMap((match) =>
      readList(sentence.slice(match.index + match[0].length)).map(({ name }) => name),
    );
    for (const name of [...quotedBefore(sentence, noun), ...said]) names.set(name.toLowerCase(), capitalised(name));
  }
  return [...names.values()];
}
