import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

export interface LoggedRequest {
  method: string;
  /** Without its query. */
  path: string;
  /** Who asked, as its user agent says. */
  by: string;
  startedAt: number;
  /** Not finite while it has no answer. */
  endedAt: number;
}

/** Every request that the sandbox of this process gets, as Node's own HTTP server tells of it. */
export function logRequests(sandboxUrl: string): { requests: LoggedRequest[]; stop: () => void } {
  const port = Number(new URL(sandboxUrl).port);
  const requests: LoggedRequest[] = [];
  const open = new Map<object, LoggedRequest>();
  const onStart = (message: unknown) => {
    const { request } = told.parse(message);
    if (request.socket.localPort !== port) return;
    const { method = '', url = '', headers } = request;
    const path = url.split('?')[0] ?? '';
    const logged = { method, path, by: headers['user-agent'] ?? '', startedAt: performance.now(), endedAt: Infinity };
    open.set(request, logged);
    requests.push(logged);
  };
  const onFinish = (message: unknown) => {
    const logged = open.get(told.parse(message).request);
    if (logged) logged.endedAt = performance.now();
  };
  subscribe('http.server.request.start', onStart);
  subscribe('http.server.response.finish', onFinish);
  return {
    requests,
    stop() {
      unsubscribe('http.server.request.start', onStart);
      unsubscribe('http.server.response.finish', onFinish);
    },
  };
}

const told = z.object({ request: z.custom<IncomingMessage>((value) => typeof value === 'object') });
