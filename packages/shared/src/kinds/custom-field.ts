import { z } from 'zod';
import type { Json } from '../json.ts';
import { ghlName } from './ghl-name.ts';
import { matchingKey } from './key-from-name.ts';
import { textOf } from './text-of.ts';
import type { Kind } from './types.ts';

/** What GHL's validator lists (its OpenAPI file has no enum); MONETORY is GHL's spelling. */
export const customFieldDataTypes = [
  'TEXT',
  'LARGE_TEXT',
  'NUMERICAL',
  'PHONE',
  'MONETORY',
  'CHECKBOX',
  'SINGLE_OPTIONS',
  'MULTIPLE_OPTIONS',
  'FLOAT',
  'TIME',
  'DATE',
  'TEXTBOX_LIST',
  'FILE_UPLOAD',
  'SIGNATURE',
  'RADIO',
] as const;

const optionTypes: readonly string[] = ['CHECKBOX', 'RADIO', 'SINGLE_OPTIONS', 'MULTIPLE_OPTIONS'];

const schema = z
  .strictObject({
    name: ghlName,
    model: z.enum(['contact', 'opportunity']).exactOptional().meta({ description: 'contact, unless said otherwise.' }),
    dataType: z.enum(customFieldDataTypes).meta({ description: 'GHL cannot change it later.' }),
    placeholder: z.string().exactOptional().meta({ description: 'Shown in the empty field.' }),
    options: z
      .array(z.string().refine((option) => option.trim() !== '', 'An option must not be empty.'))
      .exactOptional()
      .meta({ description: 'For CHECKBOX, RADIO, SINGLE_OPTIONS and MULTIPLE_OPTIONS.' }),
  })
  .superRefine(({ dataType, options }, context) => {
    const report = (message: string) => context.addIssue({ code: 'custom', message, path: ['options'] });
    const takesOptions = optionTypes.includes(dataType);
    if (takesOptions && !options?.length)
      report(`A ${dataType} field needs at least one option, e.g. options: [Yes, No].`);
    if (!takesOptions && options)
      report(`A ${dataType} field has no options. Remove them, or use ${optionTypes.join(', ')}.`);
    const seen = new Set<string>();
    for (const option of (options ?? []).map((written) => written.trim())) {
      if (seen.has(option)) report(`The option "${option}" is there twice.`);
      seen.add(option);
    }
  });

/** GHL docs: Locations → Custom Fields, of contacts and opportunities. */
export const customField: Kind = {
  name: 'customField',
  label: 'Custom field',
  labelPlural: 'Custom fields',
  schema,
  normalise: ({ name, model, options, ...rest }) => ({
    ...rest,
    name: textOf(name),
    model: model ?? 'contact',
    ...(options === undefined ? {} : { options: trimmed(options) }),
  }),
  naturalKey: (attributes) => `${textOf(attributes['model']) || 'contact'}.${matchingKey(attributes)}`,
  managed: ['name', 'model', 'dataType', 'placeholder', 'options'],
  immutable: ['model', 'dataType'],
  keyedLists: {},
  referable: ['id', 'fieldKey'],
  title: ({ name }) => textOf(name),
};

/** GHL trims each option: one with a space around would differ from the account for ever. */
const trimmed = (options: Json): Json =>
  Array.isArray(options) ? options.map((option) => (typeof option === 'string' ? option.trim() : option)) : options;
