import { z } from 'zod';
import { ghlName } from './ghl-name.ts';
import { bareFieldKey, matchingKey } from './key-from-name.ts';
import { textOf } from './text-of.ts';
import type { Kind } from './types.ts';

/** GHL docs: Locations → Custom Values. The answer's `fieldKey` is a merge field, `{{ custom_values.x }}`. */
export const customValue: Kind = {
  name: 'customValue',
  label: 'Custom value',
  labelPlural: 'Custom values',
  schema: z.strictObject({
    name: ghlName,
    // The spec says only "string"; whether GHL keeps an empty one is unknown, so none is sent.
    value: z
      .string()
      .min(1, 'The value must not be empty: GHL may refuse or drop an empty custom value.')
      .meta({ description: 'The text that stands wherever the custom value is used.' }),
  }),
  normalise: ({ name, fieldKey, ...rest }) => ({
    ...rest,
    name: textOf(name),
    ...(typeof fieldKey === 'string' ? { fieldKey: `custom_values.${bareFieldKey(fieldKey)}` } : {}),
  }),
  naturalKey: matchingKey,
  managed: ['name', 'value'],
  immutable: [],
  keyedLists: {},
  referable: ['id', 'fieldKey'],
  title: ({ name }) => textOf(name),
};
