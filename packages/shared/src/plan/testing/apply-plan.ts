import { fillReferences } from '../../blueprint/references.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import type { KindName, LiveResource } from '../../kinds/types.ts';
import type { PlanItem } from '../types.ts';
import { mapAccount, readable, type World } from './any-world.ts';

/** Does what a worker does with a plan, on plain lists. What is created gets ids that begin with `prefix`. */
export function applyPlan(
  { live, state }: Pick<World, 'live' | 'state'>,
  items: readonly PlanItem[],
  prefix = 'new',
): Pick<World, 'live' | 'state'> {
  const account = mapAccount(live, (list) => [...list]);
  const entries = new Map(state.map((entry) => [entry.address, entry]));
  const objects = new Map<string, LiveResource>();
  const lookup = (address: string, attribute: string) => {
    const object = objects.get(address);
    return attribute === 'id' ? object?.id : object?.attributes[attribute];
  };
  for (const item of items) {
    const { address, kind, action } = item;
    const list = account[kind];
    const target = fillReferences(item.target, lookup);
    const at = list.findIndex(({ id }) => id === item.ghlId);
    const old = list[at];
    let written = old;
    if (action === 'delete') {
      list.splice(at, 1);
      entries.delete(address);
      continue;
    }
    if (action === 'create' || action === 'replace') {
      if (old) list.splice(at, 1);
      const name = typeof target['name'] === 'string' ? target['name'] : '';
      written = {
        id: `${prefix}-${address}`,
        attributes: kinds[kind].normalise({ ...readable(kind, name), ...target }),
      };
      list.push(written);
    } else if (old && (action === 'update' || action === 'adopt')) {
      written = { id: old.id, attributes: kinds[kind].normalise(afterWrite(kind, old.attributes, target)) };
      list[at] = written;
    }
    if (written) objects.set(address, written);
    if (!written || action === 'no-op' || action === 'manual') continue;
    const recorded = entries.get(item.movedFrom ?? address);
    if (item.movedFrom !== undefined) entries.delete(item.movedFrom);
    const isMade = action === 'create' || action === 'replace';
    const origin = isMade ? 'created' : recorded?.ghlId === written.id ? recorded.origin : 'adopted';
    const lastApplied = fillReferences(item.applied, lookup);
    entries.set(address, {
      address,
      kind,
      ghlId: written.id,
      lastApplied,
      origin,
      retain: item.retain,
      secrets: item.secrets,
    });
  }
  return { live: account, state: [...entries.values()] };
}

/** What a target leaves out stays, also in parts of a list. */
function afterWrite(kind: KindName, live: JsonObject, target: JsonObject): JsonObject {
  const lists = Object.entries(kinds[kind].keyedLists).flatMap(([path, key]) =>
    target[path] === undefined ? [] : [[path, mergedList(key, live[path], target[path])] as const],
  );
  return { ...live, ...target, ...Object.fromEntries(lists) };
}

function mergedList(key: string, live: Json | undefined, target: Json): Json {
  const free = new Set(isJsonList(live) ? live.filter(isJsonObject) : []);
  return isJsonList(target)
    ? target.map((part) => {
        const held = [...free].find((other) => isJsonObject(part) && sameText(other[key], part[key]));
        if (!held || !isJsonObject(part)) return part;
        free.delete(held);
        return { ...held, ...part };
      })
    : target;
}

const sameText = (a: Json | undefined, b: Json | undefined): boolean =>
  typeof a === 'string' && typeof b === 'string' && a.trim().toLowerCase() === b.trim().toLowerCase();

/** Lines whose needs are left to a person cannot be applied yet. */
export function applicable(items: readonly PlanItem[]): PlanItem[] {
  const open = new Set(
    items
      .filter(({ action, ghlId }) => (action === 'manual' || action === 'no-op') && ghlId === null)
      .map(({ address }) => address),
  );
  return items.filter(({ dependsOn }) => !dependsOn.some((address) => open.has(address)));
}
