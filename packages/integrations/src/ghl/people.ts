import { z } from 'zod';
import type { Operation } from './operation.ts';
import { paged } from './paged.ts';
import type { Send } from './send.ts';

/** A person as GHL knows them. GHL does not say which company they belong to: that is the token's. */
export interface GhlUser {
  id: string;
  name: string;
  email: string;
  /** What kind of user: of the agency, or of a sub-account. */
  type: 'agency' | 'account';
  role: 'admin' | 'user';
}

export interface GhlCompany {
  id: string;
  name: string;
}

/** A user of a sub-account, who may be put on a calendar's team. */
export interface GhlAccountUser {
  id: string;
  /** Lower-cased. */
  email: string;
  name: string;
}

/** GHL docs: Users → Search. With a location's token GHL hides users of the agency (highlevel-api-docs issue #230). */
export const searchUsers: Operation = {
  name: 'user.search',
  method: 'GET',
  path: '/users/search',
  version: '2021-07-28',
  scope: 'users.readonly',
  companyIn: 'query',
  locationIn: 'query',
};

/** GHL docs: Users → Get User. A location token cannot read agency users. */
export const getUser: Operation = {
  name: 'user.get',
  method: 'GET',
  path: '/users/{userId}',
  version: '2021-07-28',
  scope: 'users.readonly',
};

/** GHL docs: Companies → Get Company. */
export const getCompany: Operation = {
  name: 'company.get',
  method: 'GET',
  path: '/companies/{companyId}',
  version: '2021-07-28',
  scope: 'companies.readonly',
};

/** A type or role we do not know counts as the least. */
export const userAnswer: z.ZodType<GhlUser> = z
  .object({
    id: z.string().min(1),
    name: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    email: z.string().nullish(),
    roles: z
      .object({ type: z.enum(['agency', 'account']).catch('account'), role: z.enum(['admin', 'user']).catch('user') })
      .nullish(),
  })
  .transform(({ id, name, firstName, lastName, email, roles }) => ({
    id,
    name: name || [firstName, lastName].filter(Boolean).join(' ') || email || id,
    email: email ?? '',
    type: roles?.type ?? 'account',
    role: roles?.role ?? 'user',
  }));

const usersAnswer = z.object({
  users: z.array(z.intersection(userAnswer, z.object({ deleted: z.boolean().nullish() }))),
  count: z.number().optional().catch(undefined),
});

/** Every user of the account. 25 a page is GHL's default, so that a full page is never cut shorter than was asked. */
export async function listUsers(send: Send): Promise<GhlAccountUser[]> {
  const found = await paged(25, async ({ limit, skipped }) => {
    const { users, count } = await send(searchUsers, { query: { skip: skipped, limit } }, usersAnswer);
    return { rows: users, total: count };
  });
  return found
    .filter(({ deleted }) => !deleted)
    .map(({ id, email, name }) => ({ id, email: email.trim().toLowerCase(), name }));
}

export const companyAnswer: z.ZodType<GhlCompany> = z
  .object({ company: z.object({ id: z.string().min(1), name: z.string().nullish() }) })
  .transform(({ company: { id, name } }) => ({ id, name: name || id }));
