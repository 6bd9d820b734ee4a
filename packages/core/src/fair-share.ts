/** What a worker may take next: so many messages at most, and none of these agencies. */
export interface Ask {
  atMost: number;
  passedOver: readonly string[];
}

/**
 * How a worker shares its slots. An agency alone may use three quarters of them. The last quarter goes, one by one, to agencies
 * that hold less than an equal share: so one with hundreds of jobs keeps nobody waiting. Null when every slot is taken.
 */
export function fairShare(slots: number, heldByAgency: ReadonlyMap<string, number>): Ask | null {
  const held = [...heldByAgency.values()].reduce((sum, count) => sum + count, 0);
  const free = slots - held;
  if (free <= 0) return null;
  const reserve = Math.floor(slots / 4);
  if (free > reserve) return { atMost: free - reserve, passedOver: [] };
  const share = slots / (heldByAgency.size + 1);
  return {
    atMost: 1,
    passedOver: [...heldByAgency].flatMap(([agencyId, count]) => (count >= share ? [agencyId] : [])),
  };
}
