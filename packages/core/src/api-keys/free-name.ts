/** The name, or, where a key has it, the name with the first number that is free. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  for (let number = 2; ; number++) {
    const next = `${name} (${number})`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}
