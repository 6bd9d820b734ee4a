import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import type { Operation } from '../operation.ts';
import { orNull } from './wire-kind.ts';
import type { WireKind } from './wire-kind.ts';

interface OneCallKind {
  /** Paths name the object `{id}`. Without `get` one object is looked up in the list. */
  operations: Record<'list' | 'create' | 'update' | 'remove', Operation> & { get?: Operation };
  listQuery?: Readonly<Record<string, string>>;
  list: z.ZodType<LiveResource[]>;
  /** The object in the answer to a get, a create or an update. */
  one: z.ZodType<LiveResource>;
  createBody: (attributes: JsonObject) => Record<string, unknown>;
  updateBody: (live: JsonObject, attributes: JsonObject) => Record<string, unknown>;
}

/** A kind whose list is unpaged and whose writes are one call each. */
export function oneCallKind({ operations, listQuery = {}, list, one, createBody, updateBody }: OneCallKind): WireKind {
  const { list: listing, get, create, update, remove } = operations;
  const wire: WireKind = {
    operations: { list: [listing], apply: [...(get ? [get] : []), create, update, remove] },
    list: (send) => send(listing, { query: listQuery }, list),
    get: async (send, id) =>
      get
        ? orNull(send(get, { path: { id } }, one))
        : ((await wire.list(send)).find((candidate) => candidate.id === id) ?? null),
    create: (send, attributes) => send(create, { body: createBody(attributes) }, one),
    update: (send, { id, attributes: live }, attributes) =>
      send(update, { path: { id }, body: updateBody(live, attributes) }, one),
    // The body says `succeded`, `success` or nothing: the status is the answer.
    remove: async (send, id) => void (await orNull(send(remove, { path: { id } }, z.unknown()))),
  };
  return wire;
}

/** The operations of a kind that lives under `/locations/{locationId}/<collection>`. */
export function locationOperations(kind: KindName, collection: string): Required<OneCallKind['operations']> {
  const path = `/locations/{locationId}/${collection}`;
  const read = { version: '2021-07-28', scope: `locations/${collection}.readonly` } as const;
  const write = { ...read, scope: `locations/${collection}.write` } as const;
  return {
    list: { ...read, name: `${kind}.list`, method: 'GET', path },
    get: { ...read, name: `${kind}.get`, method: 'GET', path: `${path}/{id}` },
    create: { ...write, name: `${kind}.create`, method: 'POST', path },
    update: { ...write, name: `${kind}.update`, method: 'PUT', path: `${path}/{id}` },
    remove: { ...write, name: `${kind}.remove`, method: 'DELETE', path: `${path}/{id}` },
  };
}
