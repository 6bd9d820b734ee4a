import { z } from 'zod';
import { sameJson } from '@groundwork/shared';
import type { Json, JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { locationOperations, oneCallKind } from './one-call-kind.ts';
import { ghlId, optionalText } from './wire-kind.ts';

/** GHL docs: texts. The rows of a TEXTBOX_LIST are objects with a label. */
const option = z.union([z.string(), z.object({ label: z.string() }).transform(({ label }) => label)]);

const row = z
  .object({
    id: ghlId,
    name: z.string(),
    dataType: z.string(),
    model: optionalText,
    fieldKey: optionalText,
    placeholder: optionalText,
    picklistOptions: z.array(option).nullish(),
  })
  .transform(({ id, name, dataType, model, fieldKey, placeholder, picklistOptions }): LiveResource => {
    const attributes = {
      name,
      dataType,
      model: model ?? (fieldKey?.startsWith('opportunity.') ? 'opportunity' : 'contact'),
      placeholder: placeholder ?? '',
      options: picklistOptions ?? [],
      ...(fieldKey ? { fieldKey } : {}),
    };
    return { id, attributes: kinds.customField.normalise(attributes) };
  });

/** GHL docs: Locations → Custom Fields. The list is unpaged; without `model=all` it may hide opportunity fields. */
export const customField = oneCallKind({
  operations: locationOperations('customField', 'customFields'),
  listQuery: { model: 'all' },
  list: z.object({ customFields: z.array(row) }).transform(({ customFields }) => customFields),
  one: z.object({ customField: row }).transform((answer) => answer.customField),
  createBody: ({ name, dataType, model, placeholder, options }) => ({
    name,
    dataType,
    model,
    ...(isSet(placeholder) ? { placeholder } : {}),
    ...(isSet(options) ? { options } : {}),
  }),
  // The name is wanted even when it stays; dataType and model are immutable, and an unknown property is a 422.
  updateBody: (live, attributes) => ({
    name: attributes['name'] ?? live['name'],
    ...changed('placeholder', live, attributes),
    ...changed('options', live, attributes),
  }),
});

const isSet = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

function changed(name: string, live: JsonObject, attributes: JsonObject): JsonObject {
  const value = attributes[name];
  return value === undefined || sameJson(value, live[name] ?? null) ? {} : { [name]: value };
}
