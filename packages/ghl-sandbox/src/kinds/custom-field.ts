import { z } from 'zod';
import { badRequest, notFound, unprocessable } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import { allResources, listResources, putResource, removeResource, type Resource } from '../store/resources.ts';
import { changesOf, fieldKeyOf, newCustomField, optionTypes } from './custom-field-shape.ts';

const path = '/locations/:locationId/customFields';
const nothing = { query: z.strictObject({}), body: z.undefined() };
const read = { tokens: ['Location'], scope: 'locations/customFields.readonly', version: '2021-07-28' } as const;
const write = { ...read, scope: 'locations/customFields.write' } as const;

const changeable = {
  name: z.string().trim().min(1, 'should not be empty'),
  placeholder: z.string().optional(),
  acceptedFormat: z.array(z.string()).optional(),
  isMultipleFile: z.boolean().optional(),
  maxNumberOfFiles: z.number().optional(),
  textBoxListOptions: z.array(z.looseObject({ label: z.string() })).optional(),
  position: z.number().optional(),
  model: z.enum(['contact', 'opportunity']).optional(),
  // Not in GHL's spec, but accepted: highlevel-api-docs issue #300.
  options: z.array(z.unknown()).optional(),
};

const createSchema = z.strictObject({
  ...changeable,
  dataType: z.enum([
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
  ]),
  parentId: z.string().optional(),
  fieldKey: z.string().optional(),
  description: z.string().optional(),
});

/** Fields of contacts and opportunities. `dataType`, `model` and `fieldKey` never change. */
export const customFieldOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path,
    query: z.strictObject({ model: z.enum(['contact', 'opportunity', 'all']).default('contact') }),
    body: z.undefined(),
    handle: ({ world, params, query }) => ({
      customFields: listResources(world, 'customField', params['locationId'] ?? '').filter(
        (field) => query.model === 'all' || field['model'] === query.model,
      ),
    }),
  }),
  operation({
    ...write,
    method: 'POST',
    path,
    status: 201,
    query: z.strictObject({}),
    body: createSchema,
    handle({ world, params, body }) {
      const { locationId = '' } = params;
      const model = body.model ?? 'contact';
      const options = optionsOf(body.dataType, body.options);
      const fieldKey = fieldKeyOf({ ...body, model });
      if (standardFields.includes(fieldKey)) throw badRequest(`A standard field named "${body.name}" already exists.`);
      if (allResources(world, 'customField', locationId).some((field) => field['fieldKey'] === fieldKey))
        throw badRequest(`A custom field with the key ${fieldKey} already exists in this location.`);
      const field = newCustomField({ ...body, options, model, locationId, id: newId() });
      return { customField: putResource(world, { kind: 'customField', id: field.id, ownerId: locationId }, field) };
    },
  }),
  operation({
    ...read,
    ...nothing,
    method: 'GET',
    path: `${path}/:id`,
    handle: (call) => ({ customField: find(call) }),
  }),
  operation({
    ...write,
    method: 'PUT',
    path: `${path}/:id`,
    query: z.strictObject({}),
    // GHL docs: name is required even where it stays. dataType and fieldKey are unknown properties here.
    body: z.strictObject(changeable),
    handle(call) {
      const field = find(call);
      const options = call.body.options && optionsOf(String(field['dataType']), call.body.options);
      const { locationId = '' } = call.params;
      const changed = { ...field, ...changesOf({ ...call.body, options }) };
      return {
        customField: putResource(call.world, { kind: 'customField', id: field.id, ownerId: locationId }, changed),
      };
    },
  }),
  operation({
    ...write,
    ...nothing,
    method: 'DELETE',
    path: `${path}/:id`,
    handle(call) {
      const { locationId = '' } = call.params;
      return { succeded: removeResource(call.world, { kind: 'customField', id: find(call).id, ownerId: locationId }) };
    },
  }),
];

/** Reported of GHL: a name that shadows one of these is refused. */
const standardFields = [
  'first_name',
  'last_name',
  'full_name',
  'name',
  'email',
  'phone',
  'website',
  'company_name',
  'address1',
  'city',
  'state',
  'country',
  'postal_code',
  'date_of_birth',
  'source',
  'timezone',
  'tags',
  'gclid',
].map((key) => `contact.${key}`);

/** The path takes an id or a fieldKey. */
function find({ world, params }: Call<unknown, unknown>): Resource {
  const wanted = params['id'];
  const field = allResources(world, 'customField', params['locationId'] ?? '').find(
    ({ id, fieldKey }) => id === wanted || fieldKey === wanted,
  );
  if (!field) throw notFound('Custom field not found');
  return field;
}

function optionsOf(dataType: string, options: unknown[] | undefined): string[] | undefined {
  if (!optionTypes.includes(dataType)) return undefined;
  if (!options || options.length === 0) throw unprocessable(['options must contain at least 1 elements']);
  // Measured by others: GHL's own crash comes through.
  return options.map((option) => {
    if (typeof option !== 'string') throw badRequest('v.trim is not a function');
    return option.trim();
  });
}
