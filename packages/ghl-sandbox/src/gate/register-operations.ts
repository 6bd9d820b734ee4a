import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../world.ts';
import { authenticate, authorize, checkVersion, type Caller } from './authenticate.ts';
import { forbidden, tooManyRequests } from './ghl-error.ts';
import type { Answer, Operation } from './operation.ts';
import { perform } from './perform.ts';
import { refusePaused } from './refuse-paused.ts';

/** Puts each operation behind the gate: token, rate limit, version, scope and location, validation, in this order. */
export function registerOperations(app: FastifyInstance, world: World, operations: Operation[]): void {
  for (const operation of operations)
    app.route({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) => perform(request, reply, world, () => pass(world, operation, { request, reply })),
    });
}

function pass(world: World, operation: Operation, http: { request: FastifyRequest; reply: FastifyReply }): Answer {
  const { request, reply } = http;
  const params = request.params as Record<string, string>;
  const query = request.query as Record<string, string | string[]>;

  const caller = recognise(world, operation, request);
  const budget = world.traffic.spend(world.app.clientId, caller.locationId ?? caller.companyId, world.knobs.rateLimit);
  void reply.headers(budget.headers);
  if (budget.refused) throw tooManyRequests();
  refusePaused(world, caller.locationId);
  checkVersion(operation, request);
  const named = namedLocation([params, query, request.body]);
  authorize(operation, caller, named);
  // Reported of some GHL services: a parameter sent twice is refused as if it were a matter of rights.
  if (Object.values(query).some(Array.isArray)) throw forbidden('The token does not have access to this location.');
  const locationId = named ?? caller.locationId ?? '';
  return operation.run({ world, caller, params, locationId, query, body: request.body ?? undefined });
}

/** In the path, the query or the body, under either of GHL's spellings. */
function namedLocation(places: unknown[]): string | undefined {
  for (const place of places)
    for (const name of ['locationId', 'location_id']) {
      const value: unknown = typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined;
      if (typeof value === 'string') return value;
    }
  return undefined;
}

function recognise(world: World, operation: Operation, request: FastifyRequest): Caller {
  let caller: Caller | undefined;
  try {
    caller = authenticate(world, request);
    return caller;
  } finally {
    const { locationId = caller?.locationId ?? caller?.companyId } = request.params as { locationId?: string };
    world.traffic.record(`${operation.method} ${operation.path}`, locationId);
  }
}
