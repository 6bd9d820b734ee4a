/** A stretch of a text that says what is not wanted. */
export interface Denied {
  start: number;
  end: number;
}

const cue =
  /(?:(?<=[,(–-] ?)not(?: an?| for)?(?! (?:only|just|sure|too|yet|all|every|more)\b)|\b(?:without(?: an?y?)?|no(?![- ]?shows?\b| doubt| problem| later)|not? (?:need|want|have|include|add|create|use)(?: an?y?)?|(?:do not|don't|does not|doesn't|don't|won't|never) (?:\w+ )?(?:need|want|have|use|include|add|create|sell|offer|make|take|accept|do|run|hold|handle)(?: an?y?)?|skip(?: the)?|except(?: for)?|leave out|nothing (?:about|for)|ohne|kein(?:e|en|er)?|sin|ningun(?:a|o)?))\s+/gi;
const bound =
  /[.;:!?\n(]|,|\b(?:but|just|only|instead|however|though|yet|although|aber|sondern|pero|with|plus|so|because)\b/i;

/** `no calendars or products, but tags` denies the first two. A list goes on after a comma where it ends with "or". */
export function deniedIn(goal: string): Denied[] {
  return [...goal.matchAll(cue)].map((match) => {
    const start = match.index + match[0].length;
    const rest = goal.slice(start);
    const list = /^[\w' -]{2,30}(?:, (?:no |any )?[\w' -]{2,30})*,? (?:or|nor|and no|oder|ni) [\w' -]{2,30}/i.exec(
      rest,
    );
    const end =
      (list ? list[0].search(/[.;:!?]|\bbut\b|\bjust\b|\bonly\b/) : -1) >= 0 || !list
        ? rest.search(bound)
        : list[0].length;
    return { start: match.index, end: start + (end === -1 ? rest.length : end) };
  });
}

export const isDenied = (denied: readonly Denied[], at: { start: number; end: number }): boolean =>
  denied.some(({ start, end }) => start <= at.start && at.end <= end);

/** The text without what is denied, each character's place kept. */
export const withoutDenied = (goal: string, denied: readonly Denied[]): string =>
  denied.reduce((text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end), goal);
