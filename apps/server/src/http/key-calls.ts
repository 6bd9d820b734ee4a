import { appRouter } from '@groundwork/api';
import type { FastifyInstance } from 'fastify';
import { own, type TestApp } from './test-app.ts';

/** Every procedure by its path. tRPC types them as a tree and keeps them flat. */
export const procedures = appRouter._def.procedures as unknown as Readonly<Record<string, { _def: { type: string } }>>;

/** A key as a person makes it in the browser: the owner's, unless it is told otherwise. */
export async function newKey(
  testApp: TestApp,
  input: { name?: string; role?: string; locationIds?: string[]; expiresInDays?: number },
  session?: string,
): Promise<string> {
  const answer = await testApp.app.inject({
    method: 'POST',
    url: '/trpc/apiKeys.create',
    headers: { ...own, cookie: `gw_session=${session ?? (await testApp.newSession())}` },
    payload: { name: crypto.randomUUID(), role: 'admin', ...input },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<{ result: { data: { secret: string } } }>().result.data.secret;
}

interface Answer {
  /** The error's; `ok` where there is none. */
  code: string;
  message: string;
  body: string;
  status: number;
}

/** Calls procedures with a key, by GET or POST as they are made. */
export const callOf =
  (app: FastifyInstance) =>
  async (key: string, path: string, input?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const isQuery = procedures[path]?._def.type === 'query';
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const answer = await app.inject({
      method: isQuery ? 'GET' : 'POST',
      url: `/trpc/${path}${isQuery ? query : ''}`,
      headers: {
        ...own,
        ...(key && { authorization: `Bearer ${key}` }),
        'content-type': 'application/json',
        ...headers,
      },
      ...(!isQuery && { payload: input === undefined ? '' : JSON.stringify(input) }),
    });
    const { error } = answer.json<{ error?: { data: { app: { code: string; message: string } } } }>();
    const failure = error?.data.app;
    return {
      code: failure?.code ?? 'ok',
      message: failure?.message ?? '',
      body: answer.body,
      status: answer.statusCode,
    };
  };
