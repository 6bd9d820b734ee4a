import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ChatRequest } from './openai-server.ts';

const body = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1),
  stream: z.boolean().nullish(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ name: z.string() }).optional() })
    .optional(),
});

interface Refusal {
  refused: number;
  message: string;
  code: string | null;
}

/** Reads a request as OpenAI does, or says how OpenAI would refuse it. */
export function readChatRequest({ method, url, headers }: IncomingMessage, text: string): ChatRequest | Refusal {
  if (!/^Bearer \S+$/.test(headers.authorization ?? '')) {
    return { refused: 401, message: "You didn't provide an API key.", code: 'invalid_api_key' };
  }
  if (method !== 'POST' || url !== '/v1/chat/completions') {
    return { refused: 404, message: `Invalid URL (${method} ${url})`, code: 'unknown_url' };
  }
  const raw = jsonOf(text);
  const parsed = body.safeParse(raw);
  if (!parsed.success) return { refused: 400, message: z.prettifyError(parsed.error), code: null };
  const { model, messages, stream, response_format: format } = parsed.data;
  return {
    model,
    messages: messages.map(({ role, content }) => ({
      role,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })),
    stream: stream === true,
    schemaName: format?.json_schema?.name ?? null,
    raw: parsed.data,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
