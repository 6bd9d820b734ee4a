const atMost = 10;
const withinMs = 60_000;

/** Counts tests of each agency, by this replica. Answers 0 when one more may be made, else how long to wait. */
export function createTestLimit(now: () => number = Date.now): (companyId: string) => number {
  const madeAt = new Map<string, number[]>();
  return (companyId) => {
    const time = now();
    for (const [id, times] of madeAt) if ((times.at(-1) ?? 0) <= time - withinMs) madeAt.delete(id);
    const recent = (madeAt.get(companyId) ?? []).filter((at) => at > time - withinMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= atMost) return oldest + withinMs - time;
    madeAt.set(companyId, [...recent, time]);
    return 0;
  };
}

export const testsPerMinute = atMost;
