import type { World } from '../world.ts';

/** What GHL keeps of one thing, in the shape its API answers with (without `traceId`). */
export type Resource = { id: string } & Record<string, unknown>;

/** The owner is a location, or for locations and users the company. A read that names an owner finds nobody else's. */
export interface ResourceRef {
  kind: string;
  id: string;
  ownerId?: string;
}

/** In order of creation, as they are now. */
export function allResources(world: World, kind: string, ownerId: string): Resource[] {
  return rowsOf(world, kind, ownerId).flatMap(({ body }) => (body === null ? [] : [toResource(body)]));
}

/** As GHL's lists show them: with a lag, what was written in the last `listLagMs` is not to be seen yet. */
export function listResources(world: World, kind: string, ownerId: string): Resource[] {
  const settledAtMs = Date.now() - world.knobs.listLagMs;
  return rowsOf(world, kind, ownerId).flatMap((row) => {
    const body = world.knobs.listLagMs > 0 && row.changed_at_ms > settledAtMs ? row.previous_body : row.body;
    return body === null ? [] : [toResource(body)];
  });
}

/** Reads by id are never behind. */
export function getResource(world: World, ref: ResourceRef): Resource | undefined {
  const row = world.store.get<Row>('SELECT * FROM resource WHERE kind = ? AND id = ?', ref.kind, ref.id);
  if (!row?.body) return undefined;
  if (ref.ownerId !== undefined && row.owner_id !== ref.ownerId) return undefined;
  return toResource(row.body);
}

export function ownerOf(world: World, kind: string, id: string): string | undefined {
  return world.store.get<Row>('SELECT * FROM resource WHERE kind = ? AND id = ?', kind, id)?.owner_id ?? undefined;
}

export function putResource(world: World, ref: ResourceRef, resource: Resource): Resource {
  write(world, ref, JSON.stringify(resource));
  return resource;
}

export function removeResource(world: World, ref: ResourceRef): boolean {
  if (!getResource(world, ref)) return false;
  write(world, ref, null);
  return true;
}

/** Gives it to another owner; lists show that at once. */
export function moveResource(world: World, { kind, id, ownerId }: Required<ResourceRef>): void {
  world.store.run('UPDATE resource SET owner_id = ? WHERE kind = ? AND id = ?', ownerId, kind, id);
}

function write(world: World, { kind, id, ownerId }: ResourceRef, body: string | null): void {
  // A second write inside the lag keeps what the list shows now.
  world.store.run(
    `INSERT INTO resource (kind, id, owner_id, body, changed_at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET
       previous_body = CASE WHEN resource.changed_at_ms > excluded.changed_at_ms - ? THEN resource.previous_body ELSE resource.body END,
       body = excluded.body,
       changed_at_ms = excluded.changed_at_ms`,
    kind,
    id,
    ownerId ?? null,
    body,
    Date.now(),
    world.knobs.listLagMs,
  );
}

interface Row {
  owner_id: string | null;
  body: string | null;
  previous_body: string | null;
  changed_at_ms: number;
}

const rowsOf = (world: World, kind: string, ownerId: string): Row[] =>
  world.store.all<Row>('SELECT * FROM resource WHERE kind = ? AND owner_id = ? ORDER BY seq', kind, ownerId);

const toResource = (body: string): Resource => JSON.parse(body) as Resource;
