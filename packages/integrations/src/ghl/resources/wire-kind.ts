import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import type { Operation } from '../operation.ts';

/** The wire half of a kind: how GHL lists, creates, updates and removes it. The pure half is `shared/kinds/<kind>.ts`. */
export interface WireKind {
  kind: KindName;
  operations: Record<'list' | 'create' | 'update' | 'remove', Operation>;
  listQuery?: Readonly<Record<string, string>>;
  /** The whole list, or a parse error: a row we cannot read is never left out. */
  list: z.ZodType<LiveResource[]>;
  /** The object in the answer to a create or an update. */
  one: z.ZodType<LiveResource>;
  createBody: (attributes: JsonObject) => Record<string, unknown>;
  /** `attributes` are all managed attributes as they shall be; `live` is what GHL held before. */
  updateBody: (live: JsonObject, attributes: JsonObject) => Record<string, unknown>;
}

/** The four operations of a kind that lives under `/locations/{locationId}/<collection>`. */
export function locationOperations(kind: KindName, collection: string): WireKind['operations'] {
  const path = `/locations/{locationId}/${collection}`;
  const read = { version: '2021-07-28', scope: `locations/${collection}.readonly` } as const;
  const write = { ...read, scope: `locations/${collection}.write` } as const;
  return {
    list: { ...read, name: `${kind}.list`, method: 'GET', path },
    create: { ...write, name: `${kind}.create`, method: 'POST', path },
    update: { ...write, name: `${kind}.update`, method: 'PUT', path: `${path}/{id}` },
    remove: { ...write, name: `${kind}.remove`, method: 'DELETE', path: `${path}/{id}` },
  };
}

export const ghlId = z.string().min(1);

/** GHL leaves out what is not set, or says null. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
