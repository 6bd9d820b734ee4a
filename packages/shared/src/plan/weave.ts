/** `main`, and what only `other` has, each behind what it stands behind there. */
export function weave<T>(main: readonly T[], other: readonly T[]): T[] {
  const ofMain = new Set(main);
  const first: T[] = [];
  const followers = new Map<T, T[]>();
  let behind = first;
  for (const entry of other) {
    if (ofMain.has(entry)) {
      behind = followers.get(entry) ?? [];
      followers.set(entry, behind);
    } else behind.push(entry);
  }
  return [...first, ...main.flatMap((entry) => [entry, ...(followers.get(entry) ?? [])])];
}
