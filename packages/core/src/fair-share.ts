/** What a worker may take next: so many messages at most, and none that these wait for. */
export interface Ask {
  atMost: number;
  passedOver: readonly string[];
}

/**
 * How a worker shares its slots among those who wait: agencies, each once for its rollouts and once for its people. One alone may
 * use three quarters of them. The last quarter goes, one by one, to those that hold less than an equal share: so hundreds of jobs
 * keep nobody else waiting, and a rollout not the people of its own agency. Null when every slot is taken.
 */
export function fairShare(slots: number, held: ReadonlyMap<string, number>): Ask | null {
  const taken = [...held.values()].reduce((sum, count) => sum + count, 0);
  const free = slots - taken;
  if (free <= 0) return null;
  const reserve = Math.floor(slots / 4);
  if (free > reserve) return { atMost: free - reserve, passedOver: [] };
  const share = slots / (held.size + 1);
  return {
    atMost: 1,
    passedOver: [...held].flatMap(([tier, count]) => (count >= share ? [tier] : [])),
  };
}
