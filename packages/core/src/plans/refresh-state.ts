import { canonicalJson, isJsonList, isJsonObject, type Json, type JsonObject } from '@groundwork/shared';
import { fillReferences, references } from '@groundwork/shared/blueprint';
import { kinds } from '@groundwork/shared/kinds';
import type { PlanItem, StateEntry } from '@groundwork/shared/plan';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import type { PlanPlace } from './plan-target.ts';

/**
 * Where the account already holds what the blueprint says, that is what counts as applied from now on. Without it a value that a
 * client set first and the blueprint took over would be held for a client's edit for ever. What the version planned leaves out
 * stays as it is recorded: to plan another version must not forget what the applied one wrote.
 */
export async function refreshState(
  core: Pick<Core, 'db' | 'now'>,
  target: PlanPlace,
  { items, state }: { items: readonly PlanItem[]; state: readonly StateEntry[] },
): Promise<void> {
  await refreshRetention(core, target, { items, state });
  const recorded = new Map(state.map((entry) => [entry.address, entry.lastApplied]));
  for (const item of items) {
    const before = recorded.get(item.address);
    if (item.action !== 'no-op' || item.live === null || !before || references(item.applied).length > 0) continue;
    const known = canonicalJson(before);
    const now = canonicalJson(withApplied(item, before));
    if (now === known) continue;
    await core.db
      .updateTable('resource_states')
      .set({ last_applied: now, updated_at: core.now() })
      .where('agency_id', '=', target.agencyId)
      .where('location_id', '=', target.locationId)
      .where('blueprint_id', '=', target.blueprintId)
      .where('address', '=', item.address)
      .where('ghl_id', '=', item.ghlId)
      // A job that wrote since knows better.
      .where(sql<boolean>`last_applied = ${known}::jsonb`)
      .execute();
  }
}

/** A protection holds from its first plan on. It ends where nothing else is left to apply: else a plan nobody applied would end it. */
async function refreshRetention(
  core: Pick<Core, 'db' | 'now'>,
  target: PlanPlace,
  { items, state }: { items: readonly PlanItem[]; state: readonly StateEntry[] },
): Promise<void> {
  const recorded = new Map(state.map((entry) => [entry.address, entry]));
  const isSettled = items.every(({ action }) => action === 'no-op');
  for (const { address, action, ghlId, retain } of items) {
    const entry = recorded.get(address);
    if (!entry || entry.ghlId !== ghlId || action === 'delete' || entry.retain === retain) continue;
    if (retain === undefined && !isSettled) continue;
    await core.db
      .updateTable('resource_states')
      .set({ retain: retain ?? null, updated_at: core.now() })
      .where('agency_id', '=', target.agencyId)
      .where('location_id', '=', target.locationId)
      .where('blueprint_id', '=', target.blueprintId)
      .where('address', '=', address)
      .where('ghl_id', '=', ghlId)
      .execute();
  }
}

function withApplied({ kind, applied }: PlanItem, before: JsonObject): JsonObject {
  const { keyedLists } = kinds[kind];
  const now = fillReferences(applied, () => undefined);
  const lists = Object.entries(keyedLists).flatMap(([path, key]) => {
    const list = now[path];
    return isJsonList(list) ? [[path, list.map((part) => withPart(key, part, before[path]))] as const] : [];
  });
  return { ...before, ...now, ...Object.fromEntries(lists) };
}

function withPart(key: string, part: Json, before: Json | undefined): Json {
  if (!isJsonObject(part) || !isJsonList(before)) return part;
  const name = nameOf(part[key]);
  const was = before.filter(isJsonObject).find((other) => nameOf(other[key]) === name);
  return { ...was, ...part };
}

const nameOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');
