import type { z } from 'zod';
import type { Json, JsonObject } from '../json.ts';

export const kindNames = [
  'tag',
  'customField',
  'customValue',
  'calendarGroup',
  'calendar',
  'pipeline',
  'product',
  'triggerLink',
] as const;
export type KindName = (typeof kindNames)[number];

/** A GHL object as the wire half of its kind read it: the id, and every attribute the kind knows, normalised. */
export interface LiveResource {
  id: string;
  attributes: JsonObject;
}

/**
 * The pure half of a kind. The wire half (list, create, update, remove) is `integrations/ghl/resources/<kind>.ts`.
 * Attributes are always plain JSON, so that plans can be stored, hashed and shown.
 */
export interface Kind {
  name: KindName;
  /** What the UI calls it, singular and plural. */
  label: string;
  labelPlural: string;
  /** Properties as a blueprint writes them. */
  schema: z.ZodType<JsonObject>;
  /** Attributes with defaults filled in and GHL's own spelling applied (tags lower-cased …), so that an unchanged account diffs to nothing. */
  normalise(properties: JsonObject): JsonObject;
  /** The reverse of `normalise`, for attributes that a blueprint writes in another form. Null: it has no words for this. */
  written?(attribute: string, value: Json): Json | null;
  /** What to match a live object on when no id is recorded. Takes normalised attributes, from either side. */
  naturalKey(attributes: JsonObject): string;
  /** GHL refuses two objects of one natural key, also where one is renamed to it. */
  uniqueNames?: boolean;
  /** Attributes Groundwork writes and compares; others of the live object (`fieldKey` …) are only readable. */
  managed: readonly string[];
  /** Managed attributes that GHL cannot change: a difference means replace. */
  immutable: readonly string[];
  /**
   * Managed attributes that are lists of parts (a pipeline's stages), by the property that names a part. They are merged part
   * by part: what a client added stays.
   */
  keyedLists: Readonly<Record<string, string>>;
  /** Keyed lists that have no order of their own (a product's prices). Normalised, they stand in the order of their keys. */
  unordered?: readonly string[];
  /** E-mail addresses of the users that must be in the account before it can be written. */
  people?(attributes: JsonObject): readonly string[];
  /** Attributes that other resources may refer to, e.g. `id`, `fieldKey`. */
  referable: readonly string[];
  /** How a person knows the object. */
  title(attributes: JsonObject): string;
}
