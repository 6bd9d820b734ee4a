export interface ChangedPart {
  mark: '-' | '+';
  text: string;
}

/** What went from a list and what came; a part that stayed is counted alone, wherever it stands now. */
export function changedParts(
  before: readonly string[],
  after: readonly string[],
): { parts: ChangedPart[]; unchanged: number } {
  const removed = without(before, after);
  const added = without(after, before);
  const mark = (sign: ChangedPart['mark']) => (text: string) => ({ mark: sign, text });
  return { parts: [...removed.map(mark('-')), ...added.map(mark('+'))], unchanged: before.length - removed.length };
}

/** Each occurrence counts: two alike minus one alike is one. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((text) => {
    const at = left.indexOf(text);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}
