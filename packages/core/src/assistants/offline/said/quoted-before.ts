import { readList } from './read-list.ts';

/** `"VIP" and "no show" tags`: names in quotes in front of what they are names of. */
export function quotedBefore(sentence: string, noun: string): string[] {
  const pattern = new RegExp(
    `((?:"[^"]{1,80}"(?:\\s*(?:,|and|or|&)\\s*)*)+)\\s*(?:custom |booking |sales )?${noun}\\b`,
    'gi',
  );
  return [...sentence.matchAll(pattern)].flatMap(([, names = '']) => readList(names).map(({ name }) => name));
}
