/** Some screens of the newest. */
const drawnAtFirst = 100;
const drawnAtMost = 2_000;

/** The first line of a log that is drawn. What somebody reads does not go away from above: they began when `readingFrom` was first. */
export function drawnFrom(count: number, readingFrom: number | null): number {
  const newest = startOf(count, drawnAtFirst);
  return Math.max(Math.min(readingFrom ?? newest, newest), startOf(count, drawnAtMost));
}

/** Moves on by many lines at once: each time that some go from above is work for the browser. */
const startOf = (count: number, kept: number): number => Math.max(0, Math.floor((count - kept) / 50) * 50);
