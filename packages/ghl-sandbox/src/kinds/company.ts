import { z } from 'zod';
import { forbidden } from '../gate/ghl-error.ts';
import { operation, type Operation } from '../gate/operation.ts';
import { allResources, getResource } from '../store/resources.ts';

export const companyOperations: Operation[] = [
  operation({
    method: 'GET',
    path: '/companies/:companyId',
    tokens: ['Company'],
    scope: 'companies.readonly',
    version: '2021-07-28',
    query: z.strictObject({}),
    body: z.undefined(),
    handle({ world, caller, params }) {
      const id = params['companyId'] ?? '';
      const company = id === caller.companyId ? getResource(world, { kind: 'company', id }) : undefined;
      if (!company) throw forbidden('The token does not have access to this company.');
      return { company: { ...company, locationCount: allResources(world, 'location', id).length } };
    },
  }),
];
