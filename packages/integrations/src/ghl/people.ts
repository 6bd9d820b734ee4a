import { z } from 'zod';
import type { Operation } from './operation.ts';

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

export const companyAnswer: z.ZodType<GhlCompany> = z
  .object({ company: z.object({ id: z.string().min(1), name: z.string().nullish() }) })
  .transform(({ company: { id, name } }) => ({ id, name: name || id }));
