import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { World } from '../world.ts';
import { controls } from './controls.ts';
import { runControl } from './run-control.ts';

/** JSON only (so that no web page can post a form to it), and from this machine only. */
export function registerControls(app: FastifyInstance, world: World): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!loopback.has(request.ip))
      return reply.code(403).send({ message: 'The control API answers this machine only.' });
    return undefined;
  });
  app.setErrorHandler((error, _request, reply) => {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    return reply.code(400).send({ message });
  });
  for (const name of Object.keys(controls) as (keyof typeof controls)[]) {
    const [method = '', path = ''] = controls[name].route.split(' ');
    app.route({
      method,
      url: `/_sandbox${path}`,
      handler: (request, reply) => {
        const result = runControl(world, name, method === 'GET' ? request.query : request.body);
        return reply
          .code(200)
          .type('application/json')
          .send(result === undefined ? '' : JSON.stringify(result));
      },
    });
  }
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
