import { z } from 'zod';
import { ghlName } from './ghl-name.ts';
import { bareFieldKey } from './key-from-name.ts';
import { nameKey } from './name-key.ts';
import { textOf } from './text-of.ts';
import type { Kind } from './types.ts';

/** GHL docs: Trigger Links. The answer's `fieldKey` is a merge field, `{{ trigger_link.<id> }}`. */
export const triggerLink: Kind = {
  name: 'triggerLink',
  label: 'Trigger link',
  labelPlural: 'Trigger links',
  schema: z.strictObject({
    name: ghlName,
    redirectTo: z
      .string()
      .refine((text) => text.trim() !== '', 'The link must lead somewhere. Write an address, e.g. https://example.com.')
      .meta({ description: 'An address, or merge text that becomes one.' }),
  }),
  normalise: ({ name, redirectTo, fieldKey, ...rest }) => ({
    ...rest,
    name: textOf(name),
    redirectTo: textOf(redirectTo),
    ...(typeof fieldKey === 'string' ? { fieldKey: `trigger_link.${bareFieldKey(fieldKey)}` } : {}),
  }),
  naturalKey: nameKey,
  managed: ['name', 'redirectTo'],
  immutable: [],
  keyedLists: {},
  referable: ['id', 'fieldKey'],
  title: ({ name }) => textOf(name),
};
