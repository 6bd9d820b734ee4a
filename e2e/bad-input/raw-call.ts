import type { AppErrorData } from '@groundwork/api';
import { TRPCClientError } from '@trpc/client';
import { request } from 'undici';

export interface RawCall {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface RawAnswer {
  status: number;
  text: string;
  requestId: string;
  /** The one error format, wherever it stands in the answer. */
  error: Partial<AppErrorData>;
}

/** A request no client of ours would send. */
export async function rawCall(url: string, { method = 'GET', headers = {}, body }: RawCall = {}): Promise<RawAnswer> {
  const answer = await request(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    text,
    requestId: String(answer.headers['x-request-id']),
    error: errorIn(parse(text)),
  };
}

function errorIn(body: unknown): Partial<AppErrorData> {
  const [first] = [body].flat() as { error?: { data?: { app?: AppErrorData } } & Partial<AppErrorData> }[];
  return first?.error?.data?.app ?? first?.error ?? {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a typed call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<AppErrorData> {
  try {
    await call;
  } catch (error) {
    const app = error instanceof TRPCClientError ? (error.data as { app?: AppErrorData } | undefined)?.app : undefined;
    if (app) return app;
    throw error;
  }
  throw new Error('it was not refused');
}

/** The first event of a live stream: an update with its id, or the refusal. */
export async function firstEvent(
  url: string,
  headers: Record<string, string>,
): Promise<{ event: string; data: string }> {
  const answer = await request(url, { headers });
  let text = '';
  for await (const chunk of answer.body) {
    text += String(chunk);
    for (const block of text.split('\n\n')) {
      const event = /^event: (.*)$/m.exec(block)?.[1] ?? 'message';
      const data = /^data: (.*)$/m.exec(block)?.[1];
      const isWhole = text.includes(`${block}\n\n`);
      if (data && isWhole && (event === 'message' || event === 'serialized-error')) {
        answer.body.destroy();
        return { event, data };
      }
    }
  }
  throw new Error(`the stream ended with ${answer.statusCode}: ${text}`);
}
