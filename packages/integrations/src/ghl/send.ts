import type { z } from 'zod';
import { isRead } from './operation.ts';
import type { Operation } from './operation.ts';
import type { GhlAccount } from './ports.ts';
import type { SendRequest } from './request.ts';

export interface SendInput {
  /** Values of the path's parameters; the account's ids are there already. */
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, unknown>>;
}

/** Sends one request for one account, and answers what the schema makes of the body. */
export type Send = <T>(operation: Operation, input: SendInput, schema: z.ZodType<T>) => Promise<T>;

/** Binds requests to an account: its token, its budget, and its ids where the operation wants them. */
export function sendFor(request: SendRequest, account: GhlAccount, signal?: AbortSignal): Send {
  const { companyId, locationId, lane, permit } = account;
  return (operation, { path = {}, query = {}, body }, schema) => {
    const { locationIn, companyIn } = operation;
    const sent = {
      operation,
      ref: { companyId, locationId },
      path: { companyId, locationId, ...path },
      query: {
        ...(companyIn === 'query' ? { companyId } : {}),
        ...(locationIn === 'query' ? { locationId } : {}),
        ...query,
      },
      lane,
      signal,
      ...(isRead(operation) ? {} : { permit }),
    };
    if (!body) return request(sent, schema);
    return request({ ...sent, body: locationIn === 'body' ? { locationId, ...body } : body }, schema);
  };
}
