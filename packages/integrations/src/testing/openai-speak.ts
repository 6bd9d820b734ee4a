import type { ServerResponse } from 'node:http';
import type { SpokenPlan } from './openai-reply.ts';
import type { ChatRequest } from './openai-server.ts';
import type { usageOf } from './openai-usage.ts';

export interface Telling {
  reply: { id: string; created: number; model: string };
  usage: ReturnType<typeof usageOf> | null;
  asked: ChatRequest;
  gone: AbortSignal;
}

export async function stream(outgoing: ServerResponse, plan: SpokenPlan, { reply, usage, asked, gone }: Telling) {
  if (!(await waits(plan.firstMs, gone))) return;
  const includesUsage = (asked.raw.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const chunk = (choices: unknown[], used: unknown = null) =>
    `data: ${JSON.stringify({ ...reply, object: 'chat.completion.chunk', choices, ...(includesUsage ? { usage: used } : {}) })}\n\n`;
  const delta = (said: object, finish: string | null = null) =>
    chunk([{ index: 0, delta: said, finish_reason: finish }]);

  outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  outgoing.write(delta({ role: 'assistant', content: '' }));
  for (const [index, piece] of plan.pieces.entries()) {
    if (index > 0 && !(await waits(plan.betweenMs, gone))) return;
    while (index === plan.pieces.length - 1 && !plan.mayEnd()) {
      outgoing.write(delta({ [plan.field]: ' ' }));
      if (!(await waits(100, gone))) return;
    }
    outgoing.write(delta({ [plan.field]: piece }));
  }
  if (plan.finish === null) return void outgoing.end();
  outgoing.write(delta({}, plan.finish));
  if (includesUsage && usage) outgoing.write(chunk([], usage));
  outgoing.end('data: [DONE]\n\n');
}

export async function sayAtOnce(outgoing: ServerResponse, plan: SpokenPlan, { reply, usage, gone }: Telling) {
  if (!(await waits(plan.firstMs + plan.betweenMs * Math.max(0, plan.pieces.length - 1), gone))) return;
  const message = { role: 'assistant', content: null, refusal: null, [plan.field]: plan.text };
  const choices = [{ index: 0, message, finish_reason: plan.finish, logprobs: null }];
  const json = JSON.stringify({ ...reply, object: 'chat.completion', choices, ...(usage ? { usage } : {}) });
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(plan.finish === null ? json.slice(0, json.length / 2) : json);
}

/** OpenAI's error shape. */
export function refuse(outgoing: ServerResponse, status: number, message: string, code: string | null): void {
  const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error';
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ error: { message, type, param: null, code } }));
}

/** False when the client left while we waited. */
function waits(ms: number, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted || ms === 0) return Promise.resolve(!gone.aborted);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), ms);
  gone.addEventListener('abort', () => (clearTimeout(timer), resolve(false)), { once: true });
  return promise;
}
