import { z } from 'zod';
import { badRequest, notFound } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import {
  allResources,
  getResource,
  listResources,
  putResource,
  removeResource,
  type Resource,
} from '../store/resources.ts';
import { keyOf } from './key-of.ts';

const path = '/locations/:locationId/customValues';
const nothing = { query: z.strictObject({}), body: z.undefined() };
// GHL docs: both are required, in PUT too. An empty value is a value.
const pair = {
  query: z.strictObject({}),
  body: z.strictObject({ name: z.string().trim().min(1, 'should not be empty'), value: z.string() }),
};
const read = { tokens: ['Location'], scope: 'locations/customValues.readonly', version: '2021-07-28' } as const;
const write = { ...read, scope: 'locations/customValues.write' } as const;

export const customValueOperations: Operation[] = [
  operation({
    ...read,
    ...nothing,
    method: 'GET',
    path,
    handle: ({ world, params }) => ({ customValues: listResources(world, 'customValue', params['locationId'] ?? '') }),
  }),
  operation({
    ...write,
    ...pair,
    method: 'POST',
    path,
    status: 201,
    handle({ world, params, body }) {
      const { locationId = '' } = params;
      const value = newCustomValue({ ...body, locationId, id: newId() });
      if (allResources(world, 'customValue', locationId).some(({ fieldKey }) => fieldKey === value['fieldKey']))
        throw badRequest(`Custom value with name ${body.name} already exists.`);
      return { customValue: putResource(world, { kind: 'customValue', id: value.id, ownerId: locationId }, value) };
    },
  }),
  operation({
    ...read,
    ...nothing,
    method: 'GET',
    path: `${path}/:id`,
    handle: (call) => ({ customValue: find(call) }),
  }),
  operation({
    ...write,
    ...pair,
    method: 'PUT',
    path: `${path}/:id`,
    handle: (call) => ({ customValue: putResource(call.world, reference(call), { ...find(call), ...call.body }) }),
  }),
  operation({
    ...write,
    ...nothing,
    method: 'DELETE',
    path: `${path}/:id`,
    handle(call) {
      find(call);
      return { succeded: removeResource(call.world, reference(call)) };
    },
  }),
];

/** The key keeps the first name through renames, with braces and spaces around it. */
export const newCustomValue = (input: { id: string; locationId: string; name: string; value: string }): Resource => ({
  id: input.id,
  name: input.name,
  fieldKey: `{{ custom_values.${keyOf(input.name)} }}`,
  value: input.value,
  locationId: input.locationId,
});

const reference = ({ params }: Call<unknown, unknown>) => ({
  kind: 'customValue',
  id: params['id'] ?? '',
  ownerId: params['locationId'] ?? '',
});

function find(call: Call<unknown, unknown>): Resource {
  const value = getResource(call.world, reference(call));
  if (!value) throw notFound('Custom value not found');
  return value;
}
