import { isJsonObject, type Json } from '@groundwork/shared';
import { propertyLabel } from '../../components/domain/property-label.ts';
import { valueText } from '../../components/domain/readable-value.ts';

export type PartMark = 'added' | 'removed' | 'changed' | 'same';

/** One part of a list (a stage, a price, a team member), and what becomes of it. */
export interface PartChange {
  mark: PartMark;
  name: string;
  /** Stands at another place among the parts that stay. */
  moved: boolean;
  /** In the account and not in the blueprint: the client's own, which stays. */
  isClients: boolean;
  /** All the part says, for one that does not change. */
  text: string;
  /** What it says differently. */
  details: { label: string; before: string; after: string }[];
}

/** Parts in the order they will stand in, each removed one where it stood. `wanted` is what the blueprint itself names. */
export function partDiff(before: readonly Json[], after: readonly Json[], wanted: readonly Json[]): PartChange[] {
  const [old, next, named] = [byKey(before), byKey(after), byKey(wanted)];
  const stay = [...old.keys()].filter((key) => next.has(key));
  const moved = movedKeys(
    stay,
    [...next.keys()].filter((key) => old.has(key)),
  );

  const changes = [...next].map(([key, part]): { key: string; change: PartChange } => {
    const was = old.get(key);
    const details = was === undefined ? [] : detailsOf(was, part);
    const mark: PartMark = was === undefined ? 'added' : details.length > 0 ? 'changed' : 'same';
    return { key, change: { ...describe(part), mark, moved: moved.has(key), isClients: !named.has(key), details } };
  });
  for (const [place, [key, part]] of [...old].entries()) {
    if (next.has(key)) continue;
    const beforeIt = [...old.keys()].slice(0, place);
    const at = changes.findLastIndex((one) => beforeIt.includes(one.key)) + 1;
    changes.splice(at, 0, {
      key,
      change: { ...describe(part), mark: 'removed', moved: false, isClients: false, details: [] },
    });
  }
  return changes.map(({ change }) => change);
}

const nameOf = (part: Json): string | null => {
  if (typeof part === 'string') return part;
  return isJsonObject(part) && typeof part['name'] === 'string' ? part['name'] : null;
};

/** A name that is there twice is two parts. */
function byKey(parts: readonly Json[]): Map<string, Json> {
  const keyed = new Map<string, Json>();
  for (const part of parts) {
    let key = keyOf(part);
    while (keyed.has(key)) key += '\n';
    keyed.set(key, part);
  }
  return keyed;
}

/** GHL tells parts apart by their names, whatever their case. */
const keyOf = (part: Json): string => nameOf(part)?.trim().toLowerCase() ?? JSON.stringify(part);

const textOf = (part: Json): string => valueText('', [part]);

function describe(part: Json): { name: string; text: string } {
  const name = nameOf(part);
  if (name === null || !isJsonObject(part)) return { name: name ?? textOf(part), text: '' };
  const { name: _, ...rest } = part;
  return { name, text: Object.keys(rest).length > 0 ? textOf(rest) : '' };
}

function detailsOf(before: Json, after: Json): PartChange['details'] {
  if (!isJsonObject(before) || !isJsonObject(after)) return [];
  // A price reads as one: amount, currency and how often belong together.
  const [was, is] = [describe(before).text, describe(after).text];
  if ('amount' in after && was !== is) return [{ label: '', before: was, after: is }];
  return Object.entries(after).flatMap(([property, value]) => {
    const old = before[property] ?? null;
    if (JSON.stringify(old) === JSON.stringify(value)) return [];
    const label = property === 'name' ? 'renamed' : propertyLabel(property).toLowerCase();
    return [{ label, before: valueText(property, old), after: valueText(property, value) }];
  });
}

/** The fewest parts that have to move to bring one order into the other: those outside a longest run that keeps its order. */
function movedKeys(from: readonly string[], to: readonly string[]): Set<string> {
  const places = to.map((key) => from.indexOf(key));
  const runs: number[][] = [];
  for (const [index, place] of places.entries()) {
    const before = runs.filter((run) => (places[run.at(-1) ?? 0] ?? 0) < place);
    const longest = before.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []);
    runs.push([...longest, index]);
  }
  const stays = new Set(runs.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []));
  return new Set(to.filter((_, index) => !stays.has(index)));
}
