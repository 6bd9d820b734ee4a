import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerControls } from './control/register-controls.ts';
import { takeFault } from './faults.ts';
import type { Operation } from './gate/operation.ts';
import { GhlError, notFound, unauthorized } from './gate/ghl-error.ts';
import { abandon, planFault, send } from './gate/perform.ts';
import { registerOperations } from './gate/register-operations.ts';
import { registerConsent } from './oauth/consent-routes.ts';
import { registerTokenEndpoint } from './oauth/token-endpoint.ts';
import { operations } from './operations.ts';
import type { World } from './world.ts';

export function createServer(world: World): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', () => {
    world.store.get('SELECT 1');
    return { status: 'ok' };
  });
  app.register((scope, _, done) => {
    registerControls(scope, world);
    done();
  });
  app.register(async (scope) => {
    await scope.register(formbody);
    blockNameless(scope);
    misbehave(scope, world);
    answerAsGhl(scope);
    registerConsent(scope, world);
    registerTokenEndpoint(scope, world);
    registerOperations(scope, world, operations);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const error = isMisCased(request.method, path)
      ? unauthorized('This route is not yet supported by the IAM Service. Please update the IAM config.')
      : notFound(`Cannot ${request.method} ${path}`);
    return send(reply, error);
  });
  return app;
}

/** Reported of the network in front of GHL: some libraries' default agents get a page. Here it is those that give no name. */
function blockNameless(app: FastifyInstance): void {
  const page = '<html><head><title>Access denied</title></head><body>Error 1010</body></html>';
  app.addHook('onRequest', async (request, reply) =>
    request.headers['user-agent'] ? undefined : reply.code(403).type('text/html').send(page),
  );
}

function misbehave(app: FastifyInstance, world: World): void {
  app.addHook('onRequest', async (request, reply) => {
    const fault = takeFault(world.faults, request.method, request.url.split('?')[0] ?? '/');
    if (!fault) return undefined;
    switch (fault.mode) {
      case 'act-and-drop':
      case 'act-and-hang':
      case 'store-nothing':
      case 'create-then-422':
        planFault(request, fault);
        return undefined;
      case 'status':
      case 'empty':
      case 'drop':
      case 'hang': {
        const { locationId } = request.params as { locationId?: string };
        world.traffic.record(`${request.method} ${request.routeOptions.url ?? 'unknown'}`, locationId);
        if (fault.mode === 'drop' || fault.mode === 'hang') return abandon(request, reply, fault);
        if (fault.retryAfterSeconds !== undefined) void reply.header('Retry-After', fault.retryAfterSeconds);
        return fault.mode === 'empty'
          ? reply.code(200).send()
          : reply.code(fault.status).type(fault.contentType).send(fault.body);
      }
    }
  });
}

function answerAsGhl(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof GhlError) return send(reply, error);
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status < 500 && error instanceof Error)
      return send(reply, { status, body: { statusCode: status, message: error.message } });
    process.stderr.write(`ghl-sandbox: ${request.method} ${request.url} failed: ${String(error)}\n`);
    return send(reply, { status: 500, body: { statusCode: 500, message: 'Internal server error' } });
  });
}

/** GHL's gateway knows paths by their exact case, whatever other route they might be: highlevel-api-docs issue #306. */
const isMisCased = (method: string, path: string): boolean =>
  [operations, operations.filter((operation) => operation.method === method)].some(
    (some) => isRoute(some, path, 'i') && !isRoute(some, path, ''),
  );

const isRoute = (some: Operation[], path: string, flags: '' | 'i'): boolean =>
  some.some((operation) => new RegExp(`^${operation.path.replaceAll(/:\w+/g, '[^/]+')}$`, flags).test(path));
