/** `every 6 hours`, `every day`, `every 3 days`, `only when asked`. */
export function scheduleText(everyHours: number | null): string {
  if (everyHours === null) return 'only when asked';
  if (everyHours === 1) return 'every hour';
  if (everyHours % 24 !== 0) return `every ${everyHours} hours`;
  return everyHours === 24 ? 'every day' : `every ${everyHours / 24} days`;
}
