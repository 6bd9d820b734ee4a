import type { z } from 'zod';
import type { World } from '../world.ts';
import type { Caller } from './authenticate.ts';
import { validate } from './validate.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

interface OperationFacts {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in GHL's spec, with `:name` for a path parameter. `:locationId` is held against the token. */
  path: string;
  tokens: readonly Caller['userType'][];
  scope: string;
  version: string;
  /** Of the answer that went well: GHL's vary. */
  status?: number;
}

export interface Call<Query, Body> {
  world: World;
  caller: Caller;
  params: Record<string, string>;
  /** The location that the call names in its path, query or body, else the token's own. */
  locationId: string;
  query: Query;
  body: Body;
}

/** One row of the table that is the sandbox's API. A kind is a list of these. */
export interface Operation extends OperationFacts {
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  run(call: Call<unknown, unknown>): Answer;
}

export function operation<Query extends z.ZodType, Body extends z.ZodType>(
  definition: OperationFacts & {
    query: Query;
    body: Body;
    handle: (call: Call<z.output<Query>, z.output<Body>>) => Record<string, unknown>;
  },
): Operation {
  const { query, body, handle, ...facts } = definition;
  return {
    ...facts,
    query,
    body,
    run(call) {
      const checked = { ...call, query: validate(query, call.query), body: validate(body, call.body) };
      return { status: facts.status ?? 200, body: handle(checked) };
    },
  };
}
