import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ChatRequest } from './openai-server.ts';
import { strictSchemaFault } from './strict-schema.ts';

const jsonSchema = z.looseObject({
  name: z.string().regex(/^[\w-]{1,64}$/),
  strict: z.boolean().nullish(),
  schema: z.unknown(),
});

const body = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1),
  stream: z.boolean().nullish(),
  response_format: z.looseObject({ type: z.string(), json_schema: jsonSchema.optional() }).optional(),
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
  const form = format?.json_schema;
  const fault = form?.strict ? strictSchemaFault(form.schema) : null;
  if (form && fault) {
    return { refused: 400, message: `Invalid schema for response_format '${form.name}': ${fault}.`, code: null };
  }
  return {
    model,
    messages: messages.map(({ role, content }) => ({
      role,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })),
    stream: stream === true,
    schemaName: form?.name ?? null,
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
