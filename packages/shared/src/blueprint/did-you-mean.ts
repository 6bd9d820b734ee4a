/** ` Did you mean "customField"?`, or nothing when no candidate is close. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  let best: { candidate: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const [a, b] = [folded(written), folded(candidate)];
    if (Math.abs(a.length - b.length) > 3) continue;
    const distance = editDistance(a, b);
    if (distance <= Math.max(1, Math.floor(b.length / 3)) && distance < (best?.distance ?? Infinity))
      best = { candidate, distance };
  }
  return best ? ` Did you mean "${best.candidate}"?` : '';
}

const folded = (text: string): string =>
  text
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');

/** Levenshtein's: single characters added, dropped or changed. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, right] of b.split('').entries())
      next.push(Math.min((row[j] ?? 0) + (left === right ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row.at(-1) ?? 0;
}
