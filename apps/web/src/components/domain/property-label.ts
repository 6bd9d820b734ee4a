/** `allowBookingAfter` → `Allow booking after`. */
export function propertyLabel(property: string): string {
  const words = property.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `slotDuration` → `Slot duration`; `stages[New lead].winProbability` → `New lead: win probability`. */
export function pathLabel(path: string): string {
  const part = partPath(path);
  if (!part) return propertyLabel(path);
  return part.property ? `${part.name}: ${propertyLabel(part.property).toLowerCase()}` : part.name;
}

/** A part of a list, or a property of one. */
export function partPath(path: string): { name: string; property: string | undefined } | null {
  const [, name, property] = /^\w+\[(.*)\](?:\.(\w+))?$/.exec(path) ?? [];
  return name === undefined ? null : { name, property };
}
