import type { Json, JsonObject } from '@groundwork/shared';

export interface HoursChange {
  /** `Mon–Fri`, `Sat`. */
  days: string;
  before: string;
  after: string;
  changed: boolean;
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Opening hours day by day, as one line for each run of days that are alike on both sides. Days that stay closed are left out. */
export function hoursDiff(before: Json, after: Json): HoursChange[] {
  const [old, next] = [spansByDay(before), spansByDay(after)];
  const runs: { first: string; last: string; before: string; after: string }[] = [];
  for (const day of week) {
    const pair = { before: old.get(day) ?? closed, after: next.get(day) ?? closed };
    const run = runs.at(-1);
    if (run && run.before === pair.before && run.after === pair.after) run.last = day;
    else runs.push({ first: day, last: day, ...pair });
  }
  return runs
    .filter((run) => run.before !== closed || run.after !== closed)
    .map(({ first, last, ...pair }) => ({
      days: first === last ? named(first) : `${named(first)}–${named(last)}`,
      ...pair,
      changed: pair.before !== pair.after,
    }));
}

const closed = 'closed';
const named = (day: string) => day.charAt(0).toUpperCase() + day.slice(1);

/** From the normalised form: one entry per day and span, in order. */
function spansByDay(hours: Json): Map<string, string> {
  const spans = new Map<string, string>();
  if (!Array.isArray(hours)) return spans;
  for (const entry of hours) {
    const { day, from, to } = entry as JsonObject;
    const earlier = spans.get(text(day));
    const span = `${text(from)}–${text(to)}`;
    spans.set(text(day), earlier === undefined ? span : `${earlier}, ${span}`);
  }
  return spans;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? '?'));
