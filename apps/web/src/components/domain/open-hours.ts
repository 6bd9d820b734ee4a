import type { Json, JsonObject } from '@groundwork/shared';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const names: Record<string, string> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** `Mon–Fri 09:00–17:00`, a line for each span of hours. Takes days listed together or one by one. */
export function openHoursLines(hours: readonly Json[]): string[] {
  const daysBySpan = new Map<string, Set<string>>();
  for (const entry of hours) {
    const { day, days: several, from, to } = entry as JsonObject;
    const span = `${text(from)}–${text(to)}`;
    const known = daysBySpan.get(span) ?? new Set();
    for (const one of Array.isArray(several) ? several : [day]) known.add(text(one));
    daysBySpan.set(span, known);
  }
  return [...daysBySpan].map(([span, set]) => `${daysText(set)} ${span}`);
}

/** Three or more in a row are a range. */
function daysText(set: ReadonlySet<string>): string {
  const runs: string[][] = [];
  days.forEach((day, index) => {
    if (!set.has(day)) return;
    const before = days[index - 1];
    const run = before !== undefined && set.has(before) ? runs.at(-1) : undefined;
    if (run) run.push(day);
    else runs.push([day]);
  });
  const known = runs.flatMap((run) =>
    run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map((day) => name(day)),
  );
  return [...known, ...[...set].filter((day) => !days.includes(day))].join(', ');
}

const name = (day: string | undefined) => names[day ?? ''] ?? '';
const text = (value: Json | undefined) =>
  typeof value === 'string' ? value : value === undefined ? '?' : JSON.stringify(value);
