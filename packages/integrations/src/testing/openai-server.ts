import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, listen } from './listen.ts';
import { readChatRequest } from './openai-request.ts';
import { sayPlan } from './openai-reply.ts';
import { refuse, sayAtOnce, stream } from './openai-speak.ts';
import { usageOf } from './openai-usage.ts';

/** What a test lets the model say: a text, or whatever goes wrong. */
export type ScriptedAnswer = string | ((request: ChatRequest) => string) | OpenaiFault;

export type OpenaiFault =
  | { fault: 'status'; status: number; retryAfterSeconds?: number; code?: string }
  /** With `mayEnd`, blanks are said instead of the last letter until it says yes. */
  | { fault: 'slow'; firstMs: number; betweenMs?: number; text: string; mayEnd?: () => boolean }
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

/** OpenAI answers with the dated name of the model that it was asked for. */
const snapshotOf = (model: string): string => (model === 'gpt-4o-mini' ? 'gpt-4o-mini-2024-07-18' : model);

export async function openOpenaiServer(): Promise<OpenaiServer> {
  const requests: ChatRequest[] = [];
  const seenSystems = new Set<string>();
  let script: ScriptedAnswer[] = [];
  let otherwise: ScriptedAnswer = shortAnswer;
  let aborted = 0;
  let calls = 0;
  let callsBeforeReset = 0;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const call = ++calls;
    const requestId = `req_test_${call}`;
    outgoing.setHeader('x-request-id', requestId);
    const gone = new AbortController();
    outgoing.on('close', () => {
      gone.abort();
      if (!outgoing.writableEnded && server.listening && call > callsBeforeReset) aborted += 1;
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
  const { url, close } = await listen(server);

  return {
    baseUrl: `${url}/v1`,
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
      callsBeforeReset = calls;
    },
    close,
  };
}
