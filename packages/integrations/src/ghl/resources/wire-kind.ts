import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { LiveResource } from '@groundwork/shared/kinds';
import { ServiceError } from '../../service-error.ts';
import type { Operation } from '../operation.ts';
import type { Send } from '../send.ts';

/** The wire half of a kind: how GHL lists, reads, creates, updates and removes it. The pure half is `shared/kinds/<kind>.ts`. */
export interface WireKind {
  /** What the kind sends: to list it, and beyond that to read one, write and remove it. */
  operations: { list: readonly Operation[]; apply: readonly Operation[] };
  /**
   * The whole list, or an error: a row we cannot read is never left out. Objects whose parts take calls of their own come
   * without them where `wantsParts` says no.
   */
  list(send: Send, wantsParts?: (live: LiveResource) => boolean): Promise<LiveResource[]>;
  get(send: Send, id: string): Promise<LiveResource | null>;
  create(send: Send, attributes: JsonObject): Promise<LiveResource>;
  /** `attributes` are all managed attributes as they shall be; `live` is what GHL held before. Sends what differs. */
  update(send: Send, live: LiveResource, attributes: JsonObject): Promise<LiveResource>;
  /** An object that is gone already is a success. */
  remove(send: Send, id: string): Promise<void>;
}

/** Scopes a plan needs (`read`), and those that applying one needs on top (`write`). */
export interface KindScopes {
  read: string[];
  write: string[];
}

export function scopesOf({ operations }: WireKind): KindScopes {
  const read = new Set(operations.list.map(({ scope }) => scope));
  const write = new Set(operations.apply.map(({ scope }) => scope).filter((scope) => !read.has(scope)));
  return { read: [...read], write: [...write] };
}

/** What GHL does not hold (any more) is null. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

export const ghlId = z.string().min(1);

/** GHL leaves out what is not set, or says null. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
export const optionalText = optional(z.string());
export const optionalNumber = optional(z.number());
export const optionalFlag = optional(z.boolean());
