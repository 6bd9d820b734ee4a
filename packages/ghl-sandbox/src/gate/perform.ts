import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../faults.ts';
import type { World } from '../world.ts';
import { GhlError } from './ghl-error.ts';
import type { Answer } from './operation.ts';

const faultOfRequest = new WeakMap<FastifyRequest, Fault>();

export const planFault = (request: FastifyRequest, fault: Fault): unknown => faultOfRequest.set(request, fault);

/** Lets `decide` act in one transaction and sends its answer, with the latency around it and the planned fault in it. */
export async function perform(
  request: FastifyRequest,
  reply: FastifyReply,
  world: World,
  decide: () => Answer,
): Promise<unknown> {
  const fault = faultOfRequest.get(request);
  const latencyMs = latencyOf(world, request);
  await wait(latencyMs / 2);
  const answer = act(world, decide, fault);
  await wait(latencyMs / 2);

  if (fault?.mode === 'act-and-drop' || fault?.mode === 'act-and-hang') return abandon(request, reply, fault);
  if (fault?.mode === 'create-then-422' && answer.status < 300)
    return send(reply, {
      status: 422,
      body: { statusCode: 422, message: ['Unprocessable Entity'], error: 'Unprocessable Entity' },
    });
  return send(reply, answer);
}

export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).send({ ...answer.body, traceId: randomUUID() });
}

/** Ends the call without an answer: closes the connection, or leaves it open until the client gives up. */
export function abandon(request: FastifyRequest, reply: FastifyReply, fault: Fault): FastifyReply {
  reply.hijack();
  if (!fault.mode.endsWith('hang')) request.raw.socket.destroy();
  return reply;
}

/** A long latency does not keep a closed sandbox alive. */
const wait = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

function act(world: World, decide: () => Answer, fault: Fault | undefined): Answer {
  try {
    return world.store.transaction(decide, { keep: fault?.mode !== 'store-nothing' });
  } catch (error) {
    if (error instanceof GhlError) return { status: error.status, body: error.body };
    throw error;
  }
}

function latencyOf({ knobs }: World, request: FastifyRequest): number {
  const path = request.url.split('?')[0];
  if (path === '/oauth/token' || path === '/oauth/locationToken') return knobs.tokenLatencyMs;
  return knobs.latencyMs + Math.random() * knobs.latencyJitterMs;
}
