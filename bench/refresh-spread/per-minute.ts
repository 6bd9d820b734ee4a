/** Of counts per bucket of this length, between the first and the last moment asked about. */
export function maxToMean(
  timesMs: readonly number[],
  { from, to, bucketMs }: { from: number; to: number; bucketMs: number },
): number {
  const counts = Array.from({ length: Math.floor((to - from) / bucketMs) }, () => 0);
  for (const time of timesMs) {
    const bucket = Math.floor((time - from) / bucketMs);
    if (bucket >= 0 && bucket < counts.length) counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (Math.max(...counts) * counts.length) / total;
}
