import { z } from 'zod';
import type { Caller } from '../gate/authenticate.ts';
import { forbidden, unauthorized } from '../gate/ghl-error.ts';
import { operation, type Operation } from '../gate/operation.ts';
import { getResource, listResources, type Resource } from '../store/resources.ts';

const read = { tokens: ['Company', 'Location'], scope: 'users.readonly', version: '2021-07-28' } as const;

export const userOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path: '/users/search',
    query: z.strictObject({
      companyId: z.string(),
      locationId: z.string().optional(),
      query: z.string().default(''),
      type: z.string().optional(),
      role: z.string().optional(),
      ids: z.string().optional(),
      skip: z.string().default('0'),
      limit: z.string().default('25'),
      sort: z.string().optional(),
      sortDirection: z.string().optional(),
      enabled2waySync: z.string().optional(),
    }),
    body: z.undefined(),
    handle({ world, caller, query }) {
      if (query.companyId !== caller.companyId) throw forbidden('The token does not have access to this company.');
      const { skip, limit, ids, locationId, type, role } = query;
      const found = listResources(world, 'user', caller.companyId).filter((user) => {
        const roles = rolesOf(user);
        return (
          canSee(caller, user) &&
          (!type || roles.type === type) &&
          (!role || roles.role === role) &&
          (!ids || ids.split(',').includes(user.id)) &&
          (!locationId || roles.locationIds.includes(locationId)) &&
          `${String(user['name'])} ${String(user['email'])}`.toLowerCase().includes(query.query.toLowerCase())
        );
      });
      return { users: found.slice(Number(skip), Number(skip) + Number(limit)), count: found.length };
    },
  }),
  operation({
    ...read,
    method: 'GET',
    path: '/users/:userId',
    query: z.strictObject({}),
    body: z.undefined(),
    handle({ world, caller, params }) {
      const user = getResource(world, { kind: 'user', id: params['userId'] ?? '', ownerId: caller.companyId });
      // 401 for an unknown user: highlevel-api-docs issue #205. Agency users are hidden from location tokens: #230.
      if (!user || !canSee(caller, user)) throw unauthorized('The user does not exist.');
      const { deleted: _, ...visible } = user;
      return visible;
    },
  }),
];

const canSee = ({ locationId }: Caller, user: Resource): boolean => {
  const roles = rolesOf(user);
  return locationId === null || (roles.type === 'account' && roles.locationIds.includes(locationId));
};

const rolesOf = (user: Resource) => user['roles'] as { type: string; role: string; locationIds: string[] };
