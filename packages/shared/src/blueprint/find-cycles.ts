/** Circles in a graph, each closed by its first address; one for every edge that leads back. */
export function* findCycles(edges: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Generator<string[]> {
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const path: { address: string; rest: Iterator<string> }[] = [];
    const onPath = new Set<string>();
    const enter = (address: string) => {
      path.push({ address, rest: (edges.get(address) ?? new Map<string, unknown>()).keys() });
      onPath.add(address);
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done) {
        path.pop();
        onPath.delete(top.address);
        done.add(top.address);
      } else if (onPath.has(next.value)) {
        const from = path.findIndex(({ address }) => address === next.value);
        yield [...path.slice(from).map(({ address }) => address), next.value];
      } else if (!done.has(next.value)) enter(next.value);
    }
  }
}
