import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { readChatRequest } from './openai-request.ts';
import { sayPlan } from './openai-reply.ts';
import type { SpokenPlan } from './openai-reply.ts';
import { usageOf } from './openai-usage.ts';

/** What a test lets the model say: a text, or whatever goes wrong. */
export type ScriptedAnswer = string | ((request: ChatRequest) => string) | OpenaiFault;

export type OpenaiFault =
  | { fault: 'status'; status: number; retryAfterSeconds?: number; code?: string }
  | { fault: 'slow'; firstMs: number; betweenMs?: number; text: string }
  /** The stream ends in the middle, without its last line. */
  | { fault: 'cut'; text: string }
  | { fault: 'refusal'; text: string }
  | { fault: 'length'; text: string }
  | { fault: 'content-filter' }
  /** The prompt comes back as the answer. */
  | { fault: 'echo' }
  /** Answers and never says how many tokens it took. */
  | { fault: 'no-usage'; text: string }
  /** Takes the request and never answers. */
  | { fault: 'hang' };

export interface ChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  stream: boolean;
  schemaName: string | null;
  raw: Record<string, unknown>;
}

/** A server of the shape of OpenAI's chat completions, for tests: the real SDK talks to it over HTTP. */
export interface OpenaiServer {
  /** With `/v1`, as OPENAI_BASE_URL. */
  baseUrl: string;
  /** All it was asked, in order. */
  requests: ChatRequest[];
  /** Requests whose client went away before the end. */
  readonly aborted: number;
  /** For the next calls, one each; then `otherwise` holds again. */
  next(...answers: ScriptedAnswer[]): void;
  otherwise(answer: ScriptedAnswer): void;
  reset(): void;
  close(): Promise<void>;
}

const shortAnswer = 'This is what the test server says.';

export async function openOpenaiServer(): Promise<OpenaiServer> {
  const requests: ChatRequest[] = [];
  const seenSystems = new Set<string>();
  let script: ScriptedAnswer[] = [];
  let otherwise: ScriptedAnswer = shortAnswer;
  let aborted = 0;
  let calls = 0;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const requestId = `req_test_${++calls}`;
    outgoing.setHeader('x-request-id', requestId);
    const gone = new AbortController();
    outgoing.on('close', () => {
      gone.abort();
      if (!outgoing.writableEnded && server.listening) aborted += 1;
    });
    const asked = readChatRequest(incoming, await bodyOf(incoming));
    if ('refused' in asked) return refuse(outgoing, asked.refused, asked.message, asked.code);
    requests.push(asked);
    const plan = sayPlan(script.shift() ?? otherwise, asked);
    if (plan === 'hang') return;
    if ('status' in plan) {
      if (plan.retryAfterSeconds !== undefined) outgoing.setHeader('retry-after', String(plan.retryAfterSeconds));
      return refuse(outgoing, plan.status, 'The test asked for this refusal.', plan.code ?? null);
    }
    const usage = plan.tellsUsage ? usageOf(asked, plan.text, seenSystems) : null;
    const reply = { id: `chatcmpl-${requestId}`, created: 1_795_000_000, model: snapshotOf(asked.model) };
    await (asked.stream ? stream : sayAtOnce)(outgoing, plan, { reply, usage, asked, gone: gone.signal });
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;

  return {
    baseUrl: `${originOf(server)}/v1`,
    requests,
    get aborted() {
      return aborted;
    },
    next: (...answers) => void script.push(...answers),
    otherwise: (said) => void (otherwise = said),
    reset: () => {
      requests.length = 0;
      seenSystems.clear();
      script = [];
      otherwise = shortAnswer;
      aborted = 0;
    },
    close: () => close(server),
  };
}

interface Telling {
  reply: { id: string; created: number; model: string };
  usage: ReturnType<typeof usageOf> | null;
  asked: ChatRequest;
  gone: AbortSignal;
}

async function stream(outgoing: ServerResponse, plan: SpokenPlan, { reply, usage, asked, gone }: Telling) {
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
    outgoing.write(delta({ [plan.field]: piece }));
  }
  if (plan.finish === null) return void outgoing.end();
  outgoing.write(delta({}, plan.finish));
  if (includesUsage && usage) outgoing.write(chunk([], usage));
  outgoing.end('data: [DONE]\n\n');
}

async function sayAtOnce(outgoing: ServerResponse, plan: SpokenPlan, { reply, usage, gone }: Telling) {
  if (!(await waits(plan.firstMs + plan.betweenMs * Math.max(0, plan.pieces.length - 1), gone))) return;
  const message = { role: 'assistant', content: null, refusal: null, [plan.field]: plan.text };
  const choices = [{ index: 0, message, finish_reason: plan.finish, logprobs: null }];
  const json = JSON.stringify({ ...reply, object: 'chat.completion', choices, ...(usage ? { usage } : {}) });
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(plan.finish === null ? json.slice(0, json.length / 2) : json);
}

/** OpenAI's error shape. */
function refuse(outgoing: ServerResponse, status: number, message: string, code: string | null): void {
  const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error';
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ error: { message, type, param: null, code } }));
}

/** OpenAI answers with the dated name of the model that it was asked for. */
const snapshotOf = (model: string): string => (model === 'gpt-4o-mini' ? 'gpt-4o-mini-2024-07-18' : model);

/** False when the client left while we waited. */
function waits(ms: number, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted || ms === 0) return Promise.resolve(!gone.aborted);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), ms);
  gone.addEventListener('abort', () => (clearTimeout(timer), resolve(false)), { once: true });
  return promise;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The test server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}
