import type { JsonObject } from '@groundwork/shared';
import { blueprintJsonSchema } from '@groundwork/shared/blueprint';

let schema: JsonObject | null = null;

/** JSON Schema (2020-12) of a blueprint, for editors and validators. No secret: it is the same for everybody. */
export const getSchema = (): JsonObject =>
  (schema ??= {
    // The format's number: a document of another format has another schema.
    $id: 'urn:groundwork:blueprint:1',
    title: 'Groundwork blueprint, format 1',
    ...(JSON.parse(JSON.stringify(blueprintJsonSchema())) as JsonObject),
  });
